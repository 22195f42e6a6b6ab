//! Axes: ranges and round ticks.

/// A vertical axis: its range and its ticks with labels, in the coordinate that is drawn.
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) ticks: Vec<(f64, String)>,
}

/// Degrees from 0 to 180, with room for a line along either end.
pub(super) fn degrees() -> Axis {
    let ticks = [0, 45, 90, 135, 180].map(|angle| (f64::from(angle), angle.to_string()));
    Axis {
        low: -6.0,
        high: 186.0,
        ticks: ticks.to_vec(),
    }
}

/// An axis of powers of ten around values given as logarithms.
pub(super) fn decades(logarithms: &[(f64, f64)]) -> Axis {
    let values = || logarithms.iter().map(|(_, value)| *value);
    let low = values().fold(f64::INFINITY, f64::min);
    let high = values().fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return decades(&[(0.0, -1.0), (0.0, 0.0)]);
    }
    // Within a decade the data's own range is the better frame.
    let (bottom, top) = if high - low < 0.9 {
        (low - 0.08, high + 0.08)
    } else {
        (low.floor(), high.ceil())
    };
    let marks: Vec<f64> = if top - bottom < 2.0 {
        (0..4)
            .flat_map(|decade| {
                let first = bottom.floor() + f64::from(decade);
                [1.0, 2.0, 3.0, 5.0, 7.0].map(|digit: f64| first + digit.log10())
            })
            .collect()
    } else {
        let stride = ((top - bottom) / 6.0).ceil().max(1.0);
        (0..12).map(|k| top - f64::from(k) * stride).collect()
    };
    let inside = |mark: &f64| *mark >= bottom - 1e-9 && *mark <= top + 1e-9;
    Axis {
        low: bottom,
        high: top,
        ticks: marks
            .into_iter()
            .filter(inside)
            .map(|mark| (mark, plain(10f64.powf(mark))))
            .collect(),
    }
}

/// A linear axis from zero to beyond the largest value.
pub(super) fn from_zero(values: &[(f64, f64)]) -> Axis {
    let largest = values
        .iter()
        .fold(0.0f64, |largest, (_, value)| largest.max(*value));
    let high = if largest > 0.0 { largest * 1.08 } else { 1.0 };
    Axis {
        low: 0.0,
        high,
        ticks: ticks(high, 5)
            .into_iter()
            .map(|mark| (mark, plain(mark)))
            .collect(),
    }
}

/// A tick's label: short, without digits that rounding left.
fn plain(value: f64) -> String {
    if value != 0.0 && !(0.99e-3..1e6).contains(&value.abs()) {
        let text = format!("{value:.1e}");
        return text.replace(".0e", "e");
    }
    let text = format!("{value:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// About so many round numbers from zero on.
pub(super) fn ticks(high: f64, count: u32) -> Vec<f64> {
    let raw = high / f64::from(count.max(1));
    let magnitude = 10f64.powf(raw.log10().floor());
    let stride = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * magnitude)
        .find(|stride| *stride >= raw)
        .unwrap_or(raw);
    (0..=2 * count)
        .map(|k| f64::from(k) * stride)
        .filter(|mark| *mark <= high * (1.0 + 1e-12))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|(_, label)| label.as_str()).collect()
    }

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks(2000.0, 8), [0.0, 500.0, 1000.0, 1500.0, 2000.0]);
        assert_eq!(
            labels(&from_zero(&[(0.0, 2.7), (1.0, 1.0)])),
            ["0", "1", "2"]
        );
        assert_eq!(
            labels(&from_zero(&[])),
            ["0", "0.2", "0.4", "0.6", "0.8", "1"]
        );
        let axis = decades(&[(0.0, -4.3), (1.0, -0.4)]);
        assert_eq!(labels(&axis), ["1", "0.1", "0.01", "0.001", "1e-4", "1e-5"]);
        let axis = decades(&[(0.0, -1.01), (1.0, -0.4)]);
        assert_eq!(labels(&axis), ["0.1", "0.2", "0.3"]);
        let axis = decades(&[(0.0, -300.0), (1.0, 0.0)]);
        assert!(axis.ticks.len() <= 8);
        assert!(!labels(&decades(&[])).is_empty());
    }
}
