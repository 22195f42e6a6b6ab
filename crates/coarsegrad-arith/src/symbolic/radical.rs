//! Square roots of integers: taking squares out.

use std::sync::LazyLock;

use rug::Complete;

use crate::Integer;

/// Squares of primes below this bound are taken out of radicands.
const BOUND: u32 = 256;

/// A result of [`take_squares_out`] below this is squarefree: its factors above [`BOUND`] are at
/// most two, and they are not equal.
const CERTAINLY_SQUAREFREE: u32 = BOUND * BOUND * BOUND;

/// Products of consecutive primes that fit 32 bits, with those primes.
static PRIME_GROUPS: LazyLock<Vec<(u32, Vec<u32>)>> = LazyLock::new(|| {
    let primes = (2..BOUND).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0));
    let mut groups: Vec<(u32, Vec<u32>)> = Vec::new();
    for prime in primes {
        let grown = groups
            .last()
            .and_then(|(product, _)| product.checked_mul(prime));
        match (groups.last_mut(), grown) {
            (Some(group), Some(product)) => {
                group.0 = product;
                group.1.push(prime);
            }
            _ => groups.push((prime, vec![prime])),
        }
    }
    groups
});

/// Writes a positive integer as `root^2 * rest`.
///
/// `rest` has no square factor of a prime below 256, and what is left of it without those primes
/// is not a square above one; below 2^24 it is therefore squarefree.
pub(super) fn take_squares_out(mut rest: Integer) -> (Integer, Integer) {
    let mut root = Integer::from(1);
    // The product of the primes below the bound that divide the rest.
    let mut small = Integer::from(1);
    for (product, primes) in PRIME_GROUPS.iter() {
        if rest == 1 {
            break;
        }
        let residue = rest.mod_u(*product);
        for &prime in primes {
            if !residue.is_multiple_of(prime) {
                continue;
            }
            let square = prime * prime;
            while rest.is_divisible_u(square) {
                rest.div_exact_u_mut(square);
                root *= prime;
            }
            if rest.is_divisible_u(prime) {
                small *= prime;
            }
        }
    }
    let large = rest.div_exact_ref(&small).complete();
    if large.is_perfect_square() {
        root *= large.sqrt();
        rest = small;
    }
    (root, rest)
}

/// `Some(r)` with `sqrt(a) * sqrt(b) = r` if the product of the two radicands is a square.
pub(super) fn rational_product(a: &Integer, b: &Integer) -> Option<Integer> {
    if a == b {
        return Some(a.clone());
    }
    if *a < CERTAINLY_SQUAREFREE && *b < CERTAINLY_SQUAREFREE {
        return None;
    }
    let product = (a * b).complete();
    product.is_perfect_square().then(|| product.sqrt())
}

/// `sqrt(a) * sqrt(b) = factor * sqrt(rest)` for results of [`take_squares_out`] or of this
/// function, with the common divisor taken out; a `rest` below 2^24 is squarefree again.
pub(super) fn multiply(a: &Integer, b: &Integer) -> (Integer, Integer) {
    if *a == 1 {
        return (Integer::from(1), b.clone());
    }
    if *b == 1 {
        return (Integer::from(1), a.clone());
    }
    let common = a.gcd_ref(b).complete();
    let rest = a.div_exact_ref(&common).complete() * b.div_exact_ref(&common).complete();
    if rest >= CERTAINLY_SQUAREFREE {
        if rest.is_perfect_square() {
            return (common * rest.sqrt(), Integer::from(1));
        }
    } else if *a >= CERTAINLY_SQUAREFREE || *b >= CERTAINLY_SQUAREFREE {
        // What the common divisor left of an unreduced radicand may hide a square.
        let (root, rest) = take_squares_out(rest);
        return (common * root, rest);
    }
    (common, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_come_out() {
        for n in 1u32..3000 {
            let (root, rest) = take_squares_out(Integer::from(n));
            assert_eq!(root.clone() * root * &rest, n);
            let r = rest.to_u32().unwrap();
            assert!(
                (2..=r).take_while(|d| d * d <= r).all(|d| r % (d * d) != 0),
                "{n}"
            );
        }
    }

    #[test]
    fn a_large_square_comes_out_whole() {
        let p = Integer::from(1_000_000_007);
        let (root, rest) = take_squares_out(p.clone() * &p);
        assert_eq!((root, rest), (p, Integer::from(1)));
    }

    #[test]
    fn a_square_comes_out_beside_small_factors() {
        let p = Integer::from(1009);
        let (root, rest) = take_squares_out(p.clone().square() * 3u32);
        assert_eq!((root, rest), (p, Integer::from(3)));
    }

    #[test]
    fn a_product_below_the_limit_is_squarefree() {
        // 1013 * 1009^2 is not reduced; times 1013 * 3 it leaves 1009^2 * 3.
        let unreduced = Integer::from(1009).square() * 1013u32;
        assert_eq!(
            take_squares_out(unreduced.clone()),
            (Integer::from(1), unreduced.clone())
        );
        let product = multiply(&unreduced, &Integer::from(3 * 1013));
        assert_eq!(product, (Integer::from(1013 * 1009), Integer::from(3)));
    }

    #[test]
    fn unreduced_radicands_still_meet() {
        // 3 q p^2 and 3 q with primes above the bound: the first is left as it is.
        let (p, three) = (Integer::from(1_000_003), Integer::from(3));
        let b = Integer::from(3 * 1009);
        let a = p.clone().square() * &b;
        assert_eq!(take_squares_out(a.clone()).1, a);
        assert_eq!(rational_product(&a, &b), Some(p * b));
        assert_eq!(rational_product(&Integer::from(2), &three), None);
    }
}
