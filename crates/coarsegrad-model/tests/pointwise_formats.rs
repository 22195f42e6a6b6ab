//! Extended numbers and the patterns of floating-point formats.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers outside #[test] functions; a broken fixture must stop the test"
)]

use coarsegrad_arith::{Rational, parse_rational};
use coarsegrad_model::pointwise::{Dtype, Extended};

fn x(text: &str) -> Extended {
    text.parse().unwrap()
}

/// A small generator of 64-bit patterns (splitmix64).
struct Patterns(u64);

impl Patterns {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

fn from_f64(value: f64) -> Extended {
    if value.is_nan() {
        Extended::Nan
    } else if value.is_infinite() {
        if value > 0.0 {
            Extended::PositiveInfinity
        } else {
            Extended::NegativeInfinity
        }
    } else if value == 0.0 && value.is_sign_negative() {
        Extended::NegativeZero
    } else {
        Extended::Finite(Rational::from_f64(value).unwrap())
    }
}

/// binary16 by its textbook definition, in f64, which holds all its values.
fn half_by_definition(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from((bits >> 10) & 0x1f);
    let fraction = f64::from(bits & 0x3ff) / 1024.0;
    sign * match exponent {
        0 => fraction * 2f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * 2f64.powi(exponent - 15),
    }
}

#[test]
fn every_short_pattern_is_decoded_and_encoded_back() {
    for bits in 0..=u16::MAX {
        let bf16 = f64::from(f32::from_bits(u32::from(bits) << 16));
        for (dtype, expected) in [(Dtype::F16, half_by_definition(bits)), (Dtype::Bf16, bf16)] {
            let value = dtype.decode(u64::from(bits)).unwrap();
            assert_eq!(value, from_f64(expected), "{dtype} {bits:#06x}");
            if !value.is_nan() {
                assert_eq!(
                    dtype.encode(&value),
                    Some(u64::from(bits)),
                    "{dtype} {bits:#06x}"
                );
            }
            assert_eq!(value.to_string().parse::<Extended>().unwrap(), value);
        }
    }
}

#[test]
fn long_patterns_are_decoded_and_encoded_back() {
    let mut patterns = Patterns(1);
    let edges = [
        0,
        1,
        2,
        0x007f_ffff,
        0x0080_0000,
        0x7f7f_ffff,
        0x7f80_0000,
        0x7fc0_0000,
    ];
    let singles = (0..20_000)
        .map(|_| patterns.next() as u32)
        .collect::<Vec<_>>();
    for bits in edges
        .into_iter()
        .chain(edges.map(|e| e | 1 << 31))
        .chain(singles)
    {
        let value = Dtype::F32.decode(u64::from(bits)).unwrap();
        assert_eq!(value, from_f64(f64::from(f32::from_bits(bits))));
        if !value.is_nan() {
            assert_eq!(Dtype::F32.encode(&value), Some(u64::from(bits)));
        }
    }
    for _ in 0..20_000 {
        let bits = patterns.next();
        // Also small exponents, so that subnormal numbers are common.
        for bits in [bits, bits & 0x800f_ffff_ffff_ffff] {
            let value = Dtype::F64.decode(bits).unwrap();
            assert_eq!(value, from_f64(f64::from_bits(bits)));
            if !value.is_nan() {
                assert_eq!(Dtype::F64.encode(&value), Some(bits));
            }
        }
    }
}

/// The nearest pattern by search: the finite neighbours in magnitude, the even one of two.
fn nearest_half_by_search(value: &Rational) -> u16 {
    let negative = value.is_negative();
    let magnitude = value.clone().abs();
    let number = |bits: u16| {
        // Infinity stands one step above the greatest finite number.
        if bits == 0x7c00 {
            Rational::from(65536)
        } else {
            Rational::from_f64(half_by_definition(bits)).unwrap()
        }
    };
    let (mut low, mut high) = (0_u16, 0x7c00_u16);
    if magnitude >= 65536 {
        return if negative { 0xfc00 } else { 0x7c00 };
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if number(middle) <= magnitude {
            low = middle
        } else {
            high = middle
        }
    }
    let (below, above) = (magnitude.clone() - number(low), number(high) - magnitude);
    let nearest = match below.cmp(&above) {
        std::cmp::Ordering::Less => low,
        std::cmp::Ordering::Greater => high,
        std::cmp::Ordering::Equal => {
            if low % 2 == 0 {
                low
            } else {
                high
            }
        }
    };
    if negative { nearest | 0x8000 } else { nearest }
}

#[test]
fn rounding_to_half_is_to_nearest_even() {
    // All midpoints between neighbours, and points a little off them.
    for bits in 0..0x7c00_u16 {
        let low = Rational::from_f64(half_by_definition(bits)).unwrap();
        let high = if bits == 0x7bff {
            Rational::from(65536)
        } else {
            Rational::from_f64(half_by_definition(bits + 1)).unwrap()
        };
        let middle = (low.clone() + &high) / 2u32;
        let off = (high - &low) / 1000u32;
        for value in [middle.clone() - &off, middle.clone(), middle + &off] {
            for value in [value.clone(), -value] {
                let expected = u64::from(nearest_half_by_search(&value));
                assert_eq!(
                    Dtype::F16.round(&Extended::Finite(value.clone())),
                    expected,
                    "{value}"
                );
            }
        }
    }
}

#[test]
fn rounding_agrees_with_the_hardware() {
    let mut patterns = Patterns(2);
    for _ in 0..50_000 {
        let wide = f64::from_bits(patterns.next());
        // The whole range, and the range of f32 with its subnormal numbers.
        for wide in [wide, wide % 1.0, (wide % 1.0) * 2f64.powi(-130)] {
            let value = from_f64(wide);
            if wide.is_nan() {
                continue;
            }
            assert_eq!(
                Dtype::F32.round(&value),
                u64::from((wide as f32).to_bits()),
                "{wide}"
            );
        }
    }
    for (text, expected) in [
        ("1/10", 0.1_f64),
        ("1/3", 1.0 / 3.0),
        ("1e400", f64::INFINITY),
        ("-1e-400", -0.0),
        ("1e-10000", 0.0),
        ("5e-324", 5e-324),
        ("2.4e-324", 0.0),
    ] {
        assert_eq!(Dtype::F64.round(&x(text)), expected.to_bits(), "{text}");
    }
}

#[test]
fn what_is_not_representable_is_not_encoded() {
    assert_eq!(Dtype::F64.encode(&x("1/10")), None);
    assert_eq!(Dtype::F16.encode(&x("65520")), None);
    assert_eq!(Dtype::F16.encode(&x("2049")), None);
    assert_eq!(Dtype::F16.encode(&x("0x1p-25")), None);
    assert_eq!(Dtype::F16.encode(&x("15/2")), Some(0x4780));
    assert_eq!(Dtype::Bf16.encode(&x("15/2")), Some(0x40f0));
    assert_eq!(Dtype::F32.encode(&x("15/2")), Some(0x40f0_0000));
    assert_eq!(Dtype::F32.encode(&x("nan")), Some(0x7fc0_0000));
    assert_eq!(Dtype::F16.encode(&x("-0")), Some(0x8000));
    assert!(Dtype::F16.decode(0x1_0000).is_err());
}

#[test]
fn an_ulp_is_the_distance_to_the_next_number() {
    for bits in 0..0x7bff_u64 {
        let number = |bits| Dtype::F16.decode(bits).unwrap();
        let step = number(bits + 1).rational().unwrap() - number(bits).rational().unwrap();
        assert_eq!(Dtype::F16.ulp(&number(bits)), Some(step));
        assert_eq!(Dtype::F16.distance_in_ulps(bits, bits + 1), Some(1));
    }
    assert_eq!(Dtype::F16.distance_in_ulps(0x8001, 0x0001), Some(2));
    assert_eq!(Dtype::F16.distance_in_ulps(0x8000, 0), Some(0));
    assert_eq!(Dtype::F16.distance_in_ulps(0x7bff, 0x7c00), Some(1));
    assert_eq!(Dtype::F16.distance_in_ulps(0x7c01, 0), None);
    assert_eq!(
        Dtype::F64.distance_in_ulps(0x7ff0_0000_0000_0000, 0xfff0_0000_0000_0000),
        Some(0xffe0_0000_0000_0000)
    );
    assert_eq!(Dtype::F64.ulp(&x("inf")), None);
    assert_eq!(Dtype::F16.ulp(&x("1e9")), Some(Rational::from(32)));
}

#[test]
fn texts_are_read_exactly() {
    assert_eq!(
        x("0x1.ep+2"),
        Extended::Finite(parse_rational("15/2").unwrap())
    );
    assert_eq!(x("-0"), Extended::NegativeZero);
    assert_eq!(x("-0x0p0"), Extended::NegativeZero);
    assert_eq!(x("+0"), Extended::zero());
    assert_eq!(x("-Infinity"), Extended::NegativeInfinity);
    assert_eq!(x("NaN"), Extended::Nan);
    for text in ["", "infinit", "nan0", "1/0", " 1", "0x", "--0"] {
        assert!(text.parse::<Extended>().is_err(), "{text}");
    }
}

/// The arithmetic of extended numbers is IEEE 754's where that is exact: signs of zeros, infinities and NaN included.
#[test]
fn arithmetic_agrees_with_the_hardware_where_it_is_exact() {
    let values = [
        f64::NEG_INFINITY,
        -3.0,
        -0.5,
        -0.0,
        0.0,
        0.25,
        1.0,
        8.0,
        f64::INFINITY,
        f64::NAN,
    ];
    for left in values {
        for right in values {
            let (l, r) = (from_f64(left), from_f64(right));
            assert_eq!(l.plus(&r), from_f64(left + right), "{left} + {right}");
            assert_eq!(l.times(&r), from_f64(left * right), "{left} * {right}");
            assert_eq!(l.compare(&r), left.partial_cmp(&right), "{left} ? {right}");
            if let Some(r) = r.rational() {
                assert_eq!(
                    l.compare_rational(&r),
                    left.partial_cmp(&right),
                    "{left} ? {right}"
                );
            }
            assert_eq!(
                l.same_number(&r),
                left == right || left.is_nan() && right.is_nan()
            );
        }
        assert_eq!(from_f64(left).negated(), from_f64(-left));
        assert_eq!(from_f64(left).abs(), from_f64(left.abs()));
    }
}

#[test]
fn hexadecimal_texts_are_read_back() {
    for (text, hex) in [
        ("15/2", "0x1.ep+2"),
        ("1", "0x1p+0"),
        ("-3/256", "-0x1.8p-7"),
        ("0", "0x0p+0"),
        ("-0", "-0x0p+0"),
        ("inf", "inf"),
        ("nan", "nan"),
        ("0x1.0000000000001p-1022", "0x1.0000000000001p-1022"),
    ] {
        assert_eq!(x(text).to_hex().as_deref(), Some(hex));
    }
    assert_eq!(x("1/3").to_hex(), None);
    let mut patterns = Patterns(3);
    for _ in 0..5_000 {
        let value = Dtype::F64.decode(patterns.next()).unwrap();
        assert_eq!(x(&value.to_hex().unwrap()), value);
    }
}
