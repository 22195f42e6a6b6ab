//! In double precision.

use super::Elementary;

/// `1.5 * 2^52`: adding it rounds a small number to an integer, which then stands in the low bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

impl Elementary for f64 {
    /// Writes `x = 2^k (1 + f)` with `1 + f` between `sqrt(1/2)` and `sqrt(2)`, and
    /// `ln(1 + f) = 2 artanh(s)` with `s = f/(2 + f)`: an odd polynomial in `s`. The coefficients
    /// are those of fdlibm's `log`.
    #[inline(always)]
    fn minus_two_ln(x: Self) -> Self {
        const SQRT_HALF: u64 = 0x3FE6_A09E_667F_3BCD;
        const ONE: u64 = 0x3FF0_0000_0000_0000;
        let bits = x.to_bits();
        let shifted = bits.wrapping_add(ONE - SQRT_HALF);
        let mantissa = bits
            .wrapping_sub(shifted & 0xFFF0_0000_0000_0000)
            .wrapping_add(ONE);
        // The integer k + 1023 as a number, without a conversion.
        let k = f64::from_bits((shifted >> 52) | 0x4330_0000_0000_0000)
            - (4_503_599_627_370_496.0 + 1023.0);
        let f = f64::from_bits(mantissa) - 1.0;
        let s = f / (2.0 + f);
        let z = s * s;
        let mut r = 1.479_819_860_511_658_6e-1;
        r = z.mul_add(r, 1.531_383_769_920_937_3e-1);
        r = z.mul_add(r, 1.818_357_216_161_805e-1);
        r = z.mul_add(r, 2.222_219_843_214_978_4e-1);
        r = z.mul_add(r, 2.857_142_874_366_239e-1);
        r = z.mul_add(r, 3.999_999_999_940_942e-1);
        r = z.mul_add(r, 6.666_666_666_666_735e-1);
        let r = r * z;
        let half_square = 0.5 * f * f;
        let tail = s.mul_add(half_square + r, k * LN2_LOW);
        let ln = k * LN2_HIGH - ((half_square - tail) - f);
        -2.0 * ln
    }

    /// Reduces to an eighth of a turn on either side of the nearest quarter; the polynomials are
    /// those of fdlibm's `sin` and `cos`.
    #[inline(always)]
    fn sin_cos_turn(x: Self) -> (Self, Self) {
        let rounded = x.mul_add(4.0, ROUNDER);
        let quarter = rounded.to_bits();
        let turn = (rounded - ROUNDER).mul_add(-0.25, x);
        let angle = turn * std::f64::consts::TAU;
        let z = angle * angle;
        let mut s = 1.589_690_995_211_55e-10;
        s = z.mul_add(s, -2.505_076_025_340_686_3e-8);
        s = z.mul_add(s, 2.755_731_370_707_006_8e-6);
        s = z.mul_add(s, -1.984_126_982_985_795e-4);
        s = z.mul_add(s, 8.333_333_333_322_49e-3);
        s = z.mul_add(s, -1.666_666_666_666_663_2e-1);
        let sine = (s * z).mul_add(angle, angle);
        let mut c = -1.135_964_755_778_819_5e-11;
        c = z.mul_add(c, 2.087_572_321_298_175e-9);
        c = z.mul_add(c, -2.755_731_435_139_066_3e-7);
        c = z.mul_add(c, 2.480_158_728_947_673e-5);
        c = z.mul_add(c, -1.388_888_888_887_411e-3);
        c = z.mul_add(c, 4.166_666_666_666_66e-2);
        let cosine = (c * z).mul_add(z, (-0.5_f64).mul_add(z, 1.0));
        let swapped = quarter & 1 != 0;
        let (a, b) = if swapped {
            (cosine, sine)
        } else {
            (sine, cosine)
        };
        let sine_sign = (quarter & 2) << 62;
        let cosine_sign = (quarter.wrapping_add(1) & 2) << 62;
        (
            f64::from_bits(a.to_bits() ^ sine_sign),
            f64::from_bits(b.to_bits() ^ cosine_sign),
        )
    }

    /// Writes `x = k ln 2 + r` with `|r| <= ln(2)/2` and sums the exponential series of `r` to
    /// the power 13; what is left is below `2^-57`.
    #[inline(always)]
    fn exp_negative(x: Self) -> Self {
        let clamped = if x < -708.0 { -708.0 } else { x };
        let rounded = clamped.mul_add(std::f64::consts::LOG2_E, ROUNDER);
        let k = rounded - ROUNDER;
        let r = k.mul_add(-LN2_LOW, k.mul_add(-LN2_HIGH, clamped));
        let mut sum = 1.0 / 6_227_020_800.0;
        sum = r.mul_add(sum, 1.0 / 479_001_600.0);
        sum = r.mul_add(sum, 1.0 / 39_916_800.0);
        sum = r.mul_add(sum, 1.0 / 3_628_800.0);
        sum = r.mul_add(sum, 1.0 / 362_880.0);
        sum = r.mul_add(sum, 1.0 / 40_320.0);
        sum = r.mul_add(sum, 1.0 / 5_040.0);
        sum = r.mul_add(sum, 1.0 / 720.0);
        sum = r.mul_add(sum, 1.0 / 120.0);
        sum = r.mul_add(sum, 1.0 / 24.0);
        sum = r.mul_add(sum, 1.0 / 6.0);
        sum = r.mul_add(sum, 0.5);
        sum = r.mul_add(sum, 1.0);
        sum = r.mul_add(sum, 1.0);
        // 2^k: the low bits of `rounded` hold k.
        let power = f64::from_bits(rounded.to_bits().wrapping_add(1023) << 52);
        if x < -708.0 { 0.0 } else { sum * power }
    }
}
