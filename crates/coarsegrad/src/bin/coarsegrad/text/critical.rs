//! Which critical point an instance is, or which is near.
//!
//! Along `v = v_theta` the candidates lie at three angles: the global minimiser at 0, the saddles
//! at their angle if there are any, and the point opposite to the teacher at pi. The distance in
//! `v` is exact before its root is taken, with `x = 2 theta/pi` of the candidate and
//! `v_theta = (1-x) v* + x S/(m+1) 1`.

use coarsegrad::arith::{Ball, Rational};
use coarsegrad::exact::{CriticalPoint, Invariants, Population, Position};
use coarsegrad::model::Angle;

use super::table::rounded;

/// The working precision of distances between angles.
const ANGLE_BITS: u32 = 256;

/// A critical point of the teacher's landscape.
struct Candidate {
    kind: CriticalPoint,
    angle_over_pi: Rational,
    loss: Rational,
}

impl Candidate {
    fn name(&self) -> String {
        let name = match self.kind {
            CriticalPoint::GlobalMinimiser if self.angle_over_pi.is_zero() => {
                return "the global minimiser (v*, theta = 0)".to_owned();
            }
            CriticalPoint::GlobalMinimiser => "the other global minimiser",
            CriticalPoint::SpuriousMinimiser => "the spurious minimiser",
            CriticalPoint::Saddle if self.angle_over_pi != 1 => {
                let degrees = Rational::from(&self.angle_over_pi * 180);
                let degrees = rounded(&Ball::from_rational(64, &degrees), 6);
                return format!("the saddle (v_s, theta = {degrees} degrees)");
            }
            CriticalPoint::Saddle => "the saddle",
            CriticalPoint::UnstableFixedPoint => "the unstable fixed point",
            CriticalPoint::Regular => "the point",
        };
        format!("{name} (v_pi, theta = pi)")
    }

    /// `|v - v_theta|^2`.
    fn distance_squared(&self, sums: &Invariants<Rational>, rows: usize) -> Rational {
        let x = Rational::from(&self.angle_over_pi * 2);
        let along = Rational::from(1) - &x;
        let common = x * &sums.sum_v_star / Rational::from(rows + 1);
        let linear = Rational::from(&along * &sums.v_dot_v_star)
            + Rational::from(&common * &sums.sum_v)
            - Rational::from(&along * &common) * &sums.sum_v_star;
        sums.v_squared.clone()
            + along.square() * &sums.v_star_squared
            + common.square() * Rational::from(rows)
            - linear * 2
    }

    /// `|theta - theta_c|`, given `theta/pi`.
    fn angle_distance(&self, population: &Population<'_>) -> Ball {
        let over_pi = match &population.plane().angle {
            Angle::OfPi(x) => {
                let difference = Rational::from(x - &self.angle_over_pi);
                Ball::from_rational(ANGLE_BITS, &difference)
            }
            _ => {
                let forms = population.evaluated::<Ball>(ANGLE_BITS);
                let minus = -self.angle_over_pi.clone();
                forms.geometry().theta_over_pi.add_rational(&minus)
            }
        };
        over_pi.abs() * &Ball::pi(ANGLE_BITS)
    }
}

/// Says which critical point the instance is, or which is nearest and how far it is.
pub(super) fn describe(population: &Population<'_>, point: CriticalPoint) -> Vec<String> {
    let here = match point {
        CriticalPoint::GlobalMinimiser => "this point is a global minimiser",
        CriticalPoint::SpuriousMinimiser => "this point is a spurious minimiser (v_pi, theta = pi)",
        CriticalPoint::Saddle => "this point is a saddle",
        CriticalPoint::UnstableFixedPoint => {
            "this point is an unstable fixed point: no minimiser, but expected ReLU and clipped \
             ReLU steps stay"
        }
        CriticalPoint::Regular => "this point is none",
    };
    let mut lines = vec![here.to_owned()];
    if point != CriticalPoint::Regular {
        return lines;
    }
    if population.position() == Position::ZeroWeight {
        lines.push("none is near: w = 0 has no angle".to_owned());
        return lines;
    }
    let (sums, rows) = (population.invariants(), population.instance().rows());
    let nearest = candidates(population)
        .into_iter()
        .map(|candidate| {
            let squared = candidate.distance_squared(sums, rows);
            let angle = candidate.angle_distance(population);
            let relative = Rational::from(&squared / &sums.v_star_squared);
            let relative = Ball::from_rational(64, &relative).to_f64();
            let far = (relative + angle.to_f64().powi(2)).sqrt();
            (far, candidate, squared, angle)
        })
        .min_by(|x, y| x.0.total_cmp(&y.0));
    if let Some((_, candidate, squared, angle)) = nearest {
        lines.push(format!("nearest: {}", candidate.name()));
        lines.push(format!(
            "distance: {} in v, {} degrees in the angle; loss there {}",
            length(&squared),
            in_degrees(&angle),
            super::about(&candidate.loss),
        ));
    }
    lines
}

fn candidates(population: &Population<'_>) -> Vec<Candidate> {
    let landscape = population.landscape();
    let mut candidates = vec![
        Candidate {
            kind: CriticalPoint::GlobalMinimiser,
            angle_over_pi: Rational::new(),
            loss: Rational::new(),
        },
        Candidate {
            kind: landscape.opposite_kind(),
            angle_over_pi: Rational::from(1),
            loss: landscape.opposite_loss(),
        },
    ];
    if let (Some(angle_over_pi), Some(loss)) =
        (landscape.saddle_angle_over_pi(), landscape.saddle_loss())
        && angle_over_pi != 1
    {
        candidates.push(Candidate {
            kind: CriticalPoint::Saddle,
            angle_over_pi,
            loss,
        });
    }
    candidates
}

fn length(squared: &Rational) -> String {
    if squared.is_zero() {
        return "0".to_owned();
    }
    rounded(&Ball::sqrt_rational(64, squared), 4)
}

fn in_degrees(angle: &Ball) -> String {
    if angle.is_zero() {
        return "0".to_owned();
    }
    if angle.contains_zero() {
        return "less than 1e-60".to_owned();
    }
    let factor = Ball::from_i64(ANGLE_BITS, 180) * &Ball::pi(ANGLE_BITS).recip();
    rounded(&(angle.clone() * &factor), 4)
}
