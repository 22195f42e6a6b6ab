//! Normal numbers from random bits, by the Box-Muller transform.
//!
//! A block of 128 random bits makes two numbers in double precision or four in single precision:
//! `sqrt(-2 ln x) (cos(2 pi y), sin(2 pi y))` with `x` and `y` uniform. In double precision `x` and
//! `y` are odd multiples of `2^-53`, so that `|z| <= sqrt(106 ln 2) < 8.58`: the tail beyond it,
//! which a perfect generator reaches once in 10^17 numbers, is missing. In single precision `x` and
//! `y` are odd multiples of `2^-32` rounded to 24 bits, and `|z| <= sqrt(64 ln 2) < 6.67` (once in
//! 4 10^10); once in 3 10^7 numbers `x` is rounded to 1 and `z` is zero.
#![expect(
    clippy::indexing_slicing,
    reason = "lanes are indexed by lane: the form that compilers turn into vector code"
)]

use crate::elementary::Elementary;

/// How many samples a kernel works on side by side.
pub(crate) const LANES: usize = 64;

/// One number for each of the samples side by side.
pub(crate) type Lanes<F> = [F; LANES];

/// A precision in which samples are computed.
pub(crate) trait Element:
    Elementary
    + Copy
    + PartialOrd
    + Send
    + Sync
    + std::fmt::Debug
    + std::ops::Add<Output = Self>
    + std::ops::Sub<Output = Self>
    + std::ops::Mul<Output = Self>
    + 'static
{
    /// How many normal numbers a block of random bits makes.
    const PER_BLOCK: usize;
    /// No number of the generator is larger in size.
    const REACH: f64;
    /// The largest number of this precision.
    const LARGEST: f64;
    const ZERO: Self;
    const ONE: Self;

    fn from_f64(x: f64) -> Self;
    fn to_f64(self) -> f64;
    /// `self * factor + term`, rounded once.
    fn mul_add(self, factor: Self, term: Self) -> Self;
    fn sqrt(self) -> Self;

    /// The normal numbers of a block for each of `N` lanes, in `PER_BLOCK` columns; `bits` answers
    /// the four words of a lane.
    fn write_normals<const N: usize>(bits: impl Fn(usize) -> [u64; 4], columns: &mut [[Self; N]]);
}

/// `sqrt(-2 ln x) (cos(2 pi y), sin(2 pi y))`.
#[inline(always)]
fn box_muller<F: Element>(x: F, y: F) -> (F, F) {
    let radius = F::sqrt(F::minus_two_ln(x));
    let (sine, cosine) = F::sin_cos_turn(y);
    (radius * cosine, radius * sine)
}

/// The upper 52 bits as an odd multiple of `2^-53` in (0, 1).
#[inline(always)]
fn unit_double(bits: u64) -> f64 {
    f64::from_bits(0x3FF0_0000_0000_0000 | (bits >> 12)) - (1.0 - f64::EPSILON / 2.0)
}

/// The upper 31 of 32 bits as an odd multiple of `2^-32` in (0, 1), rounded.
#[inline(always)]
fn unit_single(bits: u64) -> f32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "31 bits; rounded on purpose"
    )]
    let integer = (bits >> 1) as i32 as f32;
    (integer + 0.5) * (1.0 / 2_147_483_648.0)
}

impl Element for f64 {
    const PER_BLOCK: usize = 2;
    const REACH: f64 = 8.58;
    const LARGEST: f64 = f64::MAX;
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    #[inline(always)]
    fn from_f64(x: f64) -> Self {
        x
    }

    #[inline(always)]
    fn to_f64(self) -> f64 {
        self
    }

    #[inline(always)]
    fn mul_add(self, factor: Self, term: Self) -> Self {
        f64::mul_add(self, factor, term)
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        f64::sqrt(self)
    }

    #[inline(always)]
    fn write_normals<const N: usize>(bits: impl Fn(usize) -> [u64; 4], columns: &mut [[Self; N]]) {
        let [first, second] = columns else { return };
        // In two passes: one alone needs more registers than there are.
        let (mut x, mut y) = ([0_u64; N], [0_u64; N]);
        for lane in 0..N {
            let [a, b, c, d] = bits(lane);
            x[lane] = a | (b << 32);
            y[lane] = c | (d << 32);
        }
        for lane in 0..N {
            let (x, y) = (unit_double(x[lane]), unit_double(y[lane]));
            (first[lane], second[lane]) = box_muller(x, y);
        }
    }
}

impl Element for f32 {
    const PER_BLOCK: usize = 4;
    const REACH: f64 = 6.67;
    const LARGEST: f64 = f32::MAX as f64;
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    #[inline(always)]
    fn from_f64(x: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "rounded on purpose")]
        let rounded = x as f32;
        rounded
    }

    #[inline(always)]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }

    #[inline(always)]
    fn mul_add(self, factor: Self, term: Self) -> Self {
        f32::mul_add(self, factor, term)
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        f32::sqrt(self)
    }

    #[inline(always)]
    fn write_normals<const N: usize>(bits: impl Fn(usize) -> [u64; 4], columns: &mut [[Self; N]]) {
        let [first, second, third, fourth] = columns else {
            return;
        };
        for lane in 0..N {
            let [a, b, c, d] = bits(lane).map(unit_single);
            (first[lane], second[lane]) = box_muller(a, b);
            (third[lane], fourth[lane]) = box_muller(c, d);
        }
    }
}
