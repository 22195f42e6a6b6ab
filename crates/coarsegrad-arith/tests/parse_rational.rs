//! The grammar of exact inputs: what is read, what is refused and why, and that nothing panics.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it breaks"
)]

mod support;

use coarsegrad_arith::{ArithError, MAX_CHARS, Rational, parse_rational};
use proptest::prelude::*;

#[test]
fn good_texts_are_read_exactly() {
    let cases: [(&str, (i64, i64)); 34] = [
        ("0", (0, 1)),
        ("-0", (0, 1)),
        ("7", (7, 1)),
        ("-7", (-7, 1)),
        ("+7", (7, 1)),
        ("007", (7, 1)),
        ("3/5", (3, 5)),
        ("-3/5", (-3, 5)),
        ("+6/10", (3, 5)),
        ("0/9", (0, 1)),
        ("00/010", (0, 1)),
        ("0.1", (1, 10)),
        ("-0.25", (-1, 4)),
        (".5", (1, 2)),
        ("5.", (5, 1)),
        ("1e-3", (1, 1000)),
        ("1E3", (1000, 1)),
        ("2.5E+4", (25000, 1)),
        ("2.50e1", (25, 1)),
        ("1.e2", (100, 1)),
        ("0e10000", (0, 1)),
        ("1e00000000000000000000003", (1000, 1)),
        ("1e-0", (1, 1)),
        ("0x1.8p-1", (3, 4)),
        ("-0x1p+3", (-8, 1)),
        ("0x10", (16, 1)),
        ("0XaP1", (20, 1)),
        ("0xFf", (255, 1)),
        ("0x.8", (1, 2)),
        ("0x1.p0", (1, 1)),
        ("0x0p-40000", (0, 1)),
        ("0x1e2", (482, 1)),
        ("123456789012345678", (123456789012345678, 1)),
        ("0.000", (0, 1)),
    ];
    for (text, expected) in cases {
        assert_eq!(parse_rational(text), Ok(Rational::from(expected)), "{text}");
    }
    assert_eq!(
        parse_rational("1e-10000").map(|value| value.denom().to_string().len()),
        Ok(10_001)
    );
    let binary = parse_rational("0x1p-40000").expect("within the limit");
    assert_eq!(binary.denom().significant_bits(), 40_001);
}

#[test]
fn bad_texts_are_refused() {
    for text in [
        " 1",
        "1 ",
        "1 2",
        "1/ 2",
        "\t1",
        "1\n",
        "+",
        "-",
        "--1",
        "+-1",
        "1-",
        "1+1",
        ".",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e-",
        "1e1.5",
        "1e1e1",
        "1..2",
        "1.2.3",
        "1_000",
        "1,5",
        "1/2/3",
        "1.5/2",
        "1/2.5",
        "1/-2",
        "1/+2",
        "/2",
        "1/",
        "/",
        "1/2e3",
        "0x",
        "0x.",
        "0xg",
        "0x1p",
        "0x1p+",
        "0x1p1.0",
        "0x1p0x1",
        "x1",
        "1x1",
        "0x1/0x2",
        "0x-1",
        "0x1.2.3",
        "one",
        "٣",
        "１",
        "½",
        "1\u{0}",
        "\u{feff}1",
        "−1",
        "1e१",
        "0b1",
        "1f",
        "1d",
        "$1",
        "'1'",
        "1%",
        "infx",
        "nanx",
    ] {
        let error = parse_rational(text).expect_err(text);
        assert!(
            matches!(error, ArithError::NotANumber { .. }),
            "{text:?}: {error:?}"
        );
    }
}

#[test]
fn special_refusals_are_named() {
    assert_eq!(parse_rational(""), Err(ArithError::Empty));
    for text in ["inf", "-inf", "+Infinity", "NaN", "-nan", "INF"] {
        assert!(
            matches!(parse_rational(text), Err(ArithError::NotFinite { .. })),
            "{text}"
        );
    }
    for text in ["1/0", "0/0", "-5/000"] {
        assert!(
            matches!(
                parse_rational(text),
                Err(ArithError::ZeroDenominator { .. })
            ),
            "{text}"
        );
    }
    for text in [
        "1e10001",
        "1e-10001",
        "1e999999999",
        "1e99999999999999999999999999",
        "0e10001",
    ] {
        assert!(
            matches!(
                parse_rational(text),
                Err(ArithError::ExponentTooLarge { limit: 10_000, .. })
            ),
            "{text}"
        );
    }
    for text in ["0x1p40001", "0x1p-40001", "0x1p99999999999999999999"] {
        assert!(
            matches!(
                parse_rational(text),
                Err(ArithError::ExponentTooLarge { limit: 40_000, .. })
            ),
            "{text}"
        );
    }
}

#[test]
fn length_is_limited_and_long_texts_are_shortened_in_messages() {
    let longest = "9".repeat(MAX_CHARS);
    assert!(parse_rational(&longest).is_ok());
    let places = format!("0.{}", "1".repeat(MAX_CHARS - 2));
    assert!(parse_rational(&places).is_ok());
    let longer = "9".repeat(MAX_CHARS + 1);
    match parse_rational(&longer) {
        Err(ArithError::TooLong {
            length,
            limit,
            text,
        }) => {
            assert_eq!((length, limit), (MAX_CHARS + 1, MAX_CHARS));
            assert_eq!(text.chars().count(), 41);
        }
        other => panic!("{other:?}"),
    }
    let message = parse_rational(&"é".repeat(200))
        .expect_err("not a number")
        .to_string();
    assert!(
        message.contains(&"é".repeat(40)) && !message.contains(&"é".repeat(41)),
        "{message}"
    );
    assert!(message.contains("3/5"), "{message}");
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in ".{0,60}") {
        let _ = parse_rational(&text);
    }

    #[test]
    fn near_numbers_never_panic(text in "[-+]?(0[xX])?[0-9a-fA-F.]{0,12}[/eEpP.]?[-+]?[0-9]{0,9}[ x_]?") {
        if let Ok(value) = parse_rational(&text) {
            // What is read is what the grammar says, by an independent reading of the digits.
            prop_assert_eq!(Some(value), reread(&text), "{}", text);
        }
    }

    #[test]
    fn fractions_round_trip(numerator in any::<i64>(), denominator in 1..=i64::MAX) {
        let value = Rational::from((numerator, denominator));
        prop_assert_eq!(parse_rational(&format!("{numerator}/{denominator}")), Ok(value.clone()));
        prop_assert_eq!(parse_rational(&value.to_string()), Ok(value));
    }

    #[test]
    fn floats_round_trip(bits in any::<u64>()) {
        let value = f64::from_bits(bits);
        if let Some(exact) = Rational::from_f64(value) {
            // Rust prints the shortest decimal that reads back as the same float; as an exact number it is only near.
            let shortest = parse_rational(&format!("{value:e}")).expect("a decimal");
            prop_assert_eq!(rug::Float::with_val(53, &shortest).to_f64(), rug::Float::with_val(53, &exact).to_f64());
        }
    }
}

/// The value of a text accepted by the grammar, digit by digit.
fn reread(text: &str) -> Option<Rational> {
    let (negative, body) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let hex = body.starts_with("0x") || body.starts_with("0X");
    let (radix, marks, body) = if hex {
        (16, ['p', 'P'], body.get(2..)?)
    } else {
        (10, ['e', 'E'], body)
    };
    let digit = |character: char| character.to_digit(radix).map(Rational::from);
    let whole = |digits: &str| {
        digits
            .chars()
            .try_fold(Rational::new(), |value, character| {
                Some(value * Rational::from(radix) + digit(character)?)
            })
    };
    let value = if let Some((numerator, denominator)) = body.split_once('/') {
        whole(numerator)? / whole(denominator)?
    } else {
        let (significand, exponent) = body.split_once(marks).unwrap_or((body, "0"));
        let (before, after) = significand.split_once('.').unwrap_or((significand, ""));
        let mut scale = Rational::from(1);
        let mut value = whole(before)?;
        for character in after.chars() {
            scale /= radix;
            value += digit(character)? * &scale;
        }
        let exponent: i32 = exponent.parse().ok()?;
        let base = Rational::from(if hex { 2 } else { 10 });
        value * rug::ops::Pow::pow(base, exponent)
    };
    Some(if negative { -value } else { value })
}
