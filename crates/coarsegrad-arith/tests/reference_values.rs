//! Values computed by other programs, enclosed to their last digit.
//!
//! Origin: FLINT 3.6 (Arb) through python-flint 0.9, rigorous balls printed to 45 or 50 digits rounded to nearest;
//! `T(20, 1) = Phi(20) Phi(-20) / 2` and integrals by `acb_integrate` at 300 digits.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it breaks"
)]

mod support;

use coarsegrad_arith::{Ball, Mag};
use support::{ball, rational};

/// The digits, uncertain by one unit in the last place.
fn digits(text: &str) -> Ball {
    let significand = text.split('e').next().unwrap_or(text);
    let places = significand
        .split_once('.')
        .map_or(0, |(_, after)| after.len());
    let exponent: i64 = text
        .split_once('e')
        .map_or(0, |(_, exponent)| exponent.parse().expect("an exponent"));
    let value = Ball::from_rational(400, &rational(text));
    let last = Mag::pow10(exponent - i64::try_from(places).expect("short"));
    Ball::from_mid_rad(value.mid().clone(), value.rad().add(last))
}

fn agrees(value: &Ball, text: &str) {
    assert!(digits(text).contains(value), "{value:?} is not {text}");
}

#[test]
fn elementary_functions_have_known_digits() {
    let x = ball(300, "3/7");
    agrees(
        &x.exp(),
        "1.5350630092552098974443491684097758374476613892049",
    );
    agrees(
        &ball(300, "1e-20").exp_m1(),
        "1.0000000000000000000050000000000000000000166666667e-20",
    );
    agrees(
        &x.ln(),
        "-0.84729786038720361371010750652065402498959417175911",
    );
    agrees(
        &Ball::pi(300),
        "3.1415926535897932384626433832795028841971693993751",
    );
    agrees(
        &Ball::from_i64(300, 3).atan2(&Ball::from_i64(300, -7)),
        "2.7367008673047098151505704542700602676452827631894",
    );
    agrees(
        &(-&x).acos(),
        "2.0137073708685355530749810389120091884934503207666",
    );
    agrees(
        &Ball::sqrt_rational(300, &rational("2")),
        "1.4142135623730950488016887242096980785696718753769",
    );
}

#[test]
fn error_functions_have_known_digits() {
    let x = ball(300, "3/7");
    agrees(
        &x.erf(),
        "0.45554602272529733839212407816701294439066265994033",
    );
    agrees(
        &Ball::from_i64(300, 10).erfc(),
        "2.0884875837625447570007862949577886115608181193212e-45",
    );
    agrees(
        &x.normal_pdf(),
        "0.36393672171548358587363980581459232928731948247259",
    );
    agrees(
        &Ball::from_i64(300, -40).normal_cdf(),
        "3.6558935409150297037489858026882836650539446199774e-350",
    );
}

#[test]
fn incomplete_gamma_has_known_digits() {
    agrees(
        &Ball::gamma_lower_half(3, &ball(300, "3/7")),
        "0.010581143115193007588718348585404241740150004251565",
    );
    agrees(
        &Ball::gamma_lower_half(10, &ball(300, "200")),
        "1133278.38894878556733457416558889247556029831",
    );
    agrees(
        &Ball::gamma_lower_half(100, &ball(300, "50")),
        "2.09159971529042406645353260459873914409200409e147",
    );
    agrees(
        &Ball::gamma_lower_half(5, &ball(300, "1e-30")),
        "1.81818181818181818181818181818027972027972028e-166",
    );
}

#[test]
fn owen_t_has_known_digits() {
    for (h, a, text) in [
        (
            "1",
            "1/2",
            "0.0430646911207853656323810902694286569828796352",
        ),
        (
            "3/7",
            "7/3",
            "0.155404446511394385899702074347409471742482099",
        ),
        (
            "13",
            "1/3",
            "3.05854194079152223286495000405451124195528669e-39",
        ),
        (
            "20",
            "1/2",
            "1.37681205930311684753779462904891362227058526e-89",
        ),
        (
            "5",
            "100",
            "1.43325785939596955836876166437322676927211507e-7",
        ),
        (
            "1/1000",
            "1000",
            "0.249767290866932597034309401047005997268227219",
        ),
        (
            "17",
            "24/25",
            "2.05299810104945314479732759693134280956509251e-65",
        ),
        (
            "30",
            "1/1000",
            "5.87811380580903343990526394820044399510117592e-200",
        ),
        (
            "12",
            "7/5",
            "8.88241056038839498848085500922778546196333217e-34",
        ),
    ] {
        for prec in [160, 200, 300, 1000] {
            let (h, a) = (ball(prec, h), ball(prec, a));
            agrees(&Ball::owen_t(&h, &a), text);
            agrees(&Ball::owen_t(&-&h, &a), text);
            agrees(&-Ball::owen_t(&h, &-&a), text);
        }
    }
}
