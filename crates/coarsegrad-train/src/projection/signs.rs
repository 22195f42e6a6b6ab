//! One scale and signs: binary and ternary weights.

use coarsegrad_arith::{Rational, Scalar};

use super::{exceeds, magnitude};
use crate::error::TrainError;

/// The nearest point of `R_+ x {-1, 1}^n`.
///
/// `|w - delta q|^2 = |w|^2 - 2 delta w.q + n delta^2` is least for `q = sign(w)` and then for
/// `delta = |w|_1/n`.
pub(super) fn binary<T: Scalar>(w: &[T]) -> Result<Vec<T>, TrainError> {
    let entries = magnitudes(w)?;
    let Some(scale) = mean(entries.iter().map(|(size, _)| size)) else {
        return Ok(Vec::new());
    };
    Ok(entries
        .iter()
        .map(|(_, negative)| signed(&scale, *negative))
        .collect())
}

/// The nearest point of `R_+ x {-1, 0, 1}^n`.
///
/// For a support of k entries the best scale is their mean size, and the squared distance falls by
/// `(sum of their sizes)^2/k`: for each k the largest entries are best, and the least k with the
/// largest fall is taken.
pub(super) fn ternary<T: Scalar>(w: &[T]) -> Result<Vec<T>, TrainError> {
    let entries = magnitudes(w)?;
    let Some((first, _)) = entries.first() else {
        return Ok(Vec::new());
    };
    let zero = T::zero(&first.context());
    let order = descending(&entries)?;
    // The best support so far: its sum and its size.
    let (mut best_sum, mut best_count) = (zero.clone(), 0u32);
    let (mut sum, mut count) = (zero.clone(), 0u32);
    for size in order.iter().filter_map(|index| entries.get(*index)) {
        sum = sum + &size.0;
        count += 1;
        let is_better = if best_count == 0 {
            exceeds(&sum, &zero, "whether w is zero")?
        } else {
            let ours = (sum.clone() * &sum).scale(&Rational::from(best_count));
            let theirs = (best_sum.clone() * &best_sum).scale(&Rational::from(count));
            exceeds(&ours, &theirs, "which support is nearer to w")?
        };
        if is_better {
            (best_sum, best_count) = (sum.clone(), count);
        }
    }
    let mut quantised = vec![zero; w.len()];
    if best_count > 0 {
        let scale = best_sum.scale(&Rational::from((1, best_count)));
        for index in order.iter().take(best_count as usize) {
            if let (Some(place), Some((_, negative))) =
                (quantised.get_mut(*index), entries.get(*index))
            {
                *place = signed(&scale, *negative);
            }
        }
    }
    Ok(quantised)
}

/// The heuristic: what exceeds `0.7 mean |w|` is kept, at the mean of the sizes kept.
pub(super) fn ternary_by_threshold<T: Scalar>(w: &[T]) -> Result<Vec<T>, TrainError> {
    let entries = magnitudes(w)?;
    let Some(mean_size) = mean(entries.iter().map(|(size, _)| size)) else {
        return Ok(Vec::new());
    };
    let threshold = mean_size.scale(&Rational::from((7, 10)));
    let mut kept = Vec::with_capacity(entries.len());
    for (size, _) in &entries {
        kept.push(exceeds(
            size,
            &threshold,
            "which entries exceed 0.7 mean |w|",
        )?);
    }
    let sizes = entries.iter().zip(&kept).filter(|(_, kept)| **kept);
    let zero = T::zero(&mean_size.context());
    let scale = mean(sizes.map(|((size, _), _)| size)).unwrap_or_else(|| zero.clone());
    Ok(entries
        .iter()
        .zip(&kept)
        .map(|((_, negative), kept)| {
            if *kept {
                signed(&scale, *negative)
            } else {
                zero.clone()
            }
        })
        .collect())
}

fn magnitudes<T: Scalar>(w: &[T]) -> Result<Vec<(T, bool)>, TrainError> {
    w.iter().map(magnitude).collect()
}

fn signed<T: Scalar>(scale: &T, negative: bool) -> T {
    if negative {
        -scale.clone()
    } else {
        scale.clone()
    }
}

/// The mean; `None` of nothing.
fn mean<'a, T: Scalar + 'a>(mut values: impl Iterator<Item = &'a T>) -> Option<T> {
    let mut sum = values.next()?.clone();
    let mut count = 1u64;
    for value in values {
        sum = sum + value;
        count += 1;
    }
    Some(sum.scale(&Rational::from((1, count))))
}

/// The places of the entries by falling size, equal ones in their order.
///
/// By merging, which ends at the first comparison without an answer: the library's sort may panic
/// on answers that are no order, and overlapping balls have none.
fn descending<T: Scalar>(entries: &[(T, bool)]) -> Result<Vec<usize>, TrainError> {
    let mut runs: Vec<Vec<usize>> = (0..entries.len()).map(|index| vec![index]).collect();
    while runs.len() > 1 {
        let mut pairs = runs.into_iter();
        let mut merged = Vec::with_capacity(pairs.len().div_ceil(2));
        while let Some(first) = pairs.next() {
            merged.push(match pairs.next() {
                Some(second) => merge(entries, first, second)?,
                None => first,
            });
        }
        runs = merged;
    }
    Ok(runs.pop().unwrap_or_default())
}

/// Two runs of falling sizes as one.
fn merge<T: Scalar>(
    entries: &[(T, bool)],
    first: Vec<usize>,
    second: Vec<usize>,
) -> Result<Vec<usize>, TrainError> {
    let mut merged = Vec::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first.into_iter().peekable(), second.into_iter().peekable());
    while let (Some(i), Some(j)) = (first.peek(), second.peek()) {
        let is_second = match (entries.get(*i), entries.get(*j)) {
            (Some((x, _)), Some((y, _))) => exceeds(y, x, "which entry of w is larger")?,
            _ => false,
        };
        merged.extend(if is_second {
            second.next()
        } else {
            first.next()
        });
    }
    merged.extend(first);
    merged.extend(second);
    Ok(merged)
}
