//! In single precision.

use super::Elementary;

/// `1.5 * 2^23`.
const ROUNDER: f32 = 12_582_912.0;

const LN2_HIGH: f32 = 0.693_138_1;
const LN2_LOW: f32 = 9.058_001e-6;

impl Elementary for f32 {
    /// As in double precision; the coefficients are those of fdlibm's `logf`.
    #[inline(always)]
    fn minus_two_ln(x: Self) -> Self {
        const SQRT_HALF: u32 = 0x3F35_04F3;
        const ONE: u32 = 0x3F80_0000;
        let bits = x.to_bits();
        let shifted = bits.wrapping_add(ONE - SQRT_HALF);
        let mantissa = bits.wrapping_sub(shifted & 0xFF80_0000).wrapping_add(ONE);
        let k = f32::from_bits((shifted >> 23) | 0x4B00_0000) - (8_388_608.0 + 127.0);
        let f = f32::from_bits(mantissa) - 1.0;
        let s = f / (2.0 + f);
        let z = s * s;
        let mut r = 0.242_790_79_f32;
        r = z.mul_add(r, 0.284_987_87);
        r = z.mul_add(r, 0.400_009_72);
        r = z.mul_add(r, 0.666_666_6);
        let r = r * z;
        let half_square = 0.5 * f * f;
        let tail = s.mul_add(half_square + r, k * LN2_LOW);
        let ln = k * LN2_HIGH - ((half_square - tail) - f);
        -2.0 * ln
    }

    #[inline(always)]
    fn sin_cos_turn(x: Self) -> (Self, Self) {
        let rounded = x.mul_add(4.0, ROUNDER);
        let quarter = rounded.to_bits();
        let turn = (rounded - ROUNDER).mul_add(-0.25, x);
        let angle = turn * std::f32::consts::TAU;
        let z = angle * angle;
        let mut s = -1.951_529_6e-4_f32;
        s = z.mul_add(s, 8.332_161e-3);
        s = z.mul_add(s, -1.666_665_5e-1);
        let sine = (s * z).mul_add(angle, angle);
        let mut c = 2.443_315_7e-5_f32;
        c = z.mul_add(c, -1.388_731_6e-3);
        c = z.mul_add(c, 4.166_664_6e-2);
        let cosine = (c * z).mul_add(z, (-0.5_f32).mul_add(z, 1.0));
        let swapped = quarter & 1 != 0;
        let (a, b) = if swapped {
            (cosine, sine)
        } else {
            (sine, cosine)
        };
        let sine_sign = (quarter & 2) << 30;
        let cosine_sign = (quarter.wrapping_add(1) & 2) << 30;
        (
            f32::from_bits(a.to_bits() ^ sine_sign),
            f32::from_bits(b.to_bits() ^ cosine_sign),
        )
    }

    /// The series to the power 7; what is left is below `2^-27`.
    #[inline(always)]
    fn exp_negative(x: Self) -> Self {
        let clamped = if x < -87.0 { -87.0 } else { x };
        let rounded = clamped.mul_add(std::f32::consts::LOG2_E, ROUNDER);
        let k = rounded - ROUNDER;
        let r = k.mul_add(-LN2_LOW, k.mul_add(-LN2_HIGH, clamped));
        let mut sum = 1.0 / 5_040.0_f32;
        sum = r.mul_add(sum, 1.0 / 720.0);
        sum = r.mul_add(sum, 1.0 / 120.0);
        sum = r.mul_add(sum, 1.0 / 24.0);
        sum = r.mul_add(sum, 1.0 / 6.0);
        sum = r.mul_add(sum, 0.5);
        sum = r.mul_add(sum, 1.0);
        sum = r.mul_add(sum, 1.0);
        let power = f32::from_bits(rounded.to_bits().wrapping_add(127) << 23);
        if x < -87.0 { 0.0 } else { sum * power }
    }
}
