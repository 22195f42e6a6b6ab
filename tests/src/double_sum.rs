//! `E[g g^T]` by the double sum over rows, from the moments of one row.

use coarsegrad_arith::{Rational, Real};

use crate::instances::Instance;

/// `E[mu'^2 Q]`, `E[mu' z Q]`, `E[mu'^2 z z^T Q]` of one row in the frame `(u, e)`: scalar, `(u, e)`, `(uu, ue, ee)`.
#[derive(Clone, Debug)]
pub struct Table<T> {
    /// `E[mu'^2 Q]`.
    pub scalar: T,
    /// `E[mu' z Q]`.
    pub vector: [T; 2],
    /// `E[mu'^2 z z^T Q]`.
    pub matrix: [T; 3],
}

impl<T: Real> Table<T> {
    /// `sum_k c_k table_k`.
    fn combination(context: &T::Context, terms: &[(Rational, &Table<T>)]) -> Self {
        let sum = |part: &dyn Fn(&Table<T>) -> &T| {
            terms.iter().fold(T::zero(context), |sum, (c, table)| {
                sum + &part(table).scale(c)
            })
        };
        Table {
            scalar: sum(&|t| &t.scalar),
            vector: [sum(&|t| &t.vector[0]), sum(&|t| &t.vector[1])],
            matrix: [
                sum(&|t| &t.matrix[0]),
                sum(&|t| &t.matrix[1]),
                sum(&|t| &t.matrix[2]),
            ],
        }
    }
}

/// `E[G G^T d^j]` parts of one row for j = 0, 1, 2, and the mean and second moment of `d`.
struct Row<T> {
    vectors: [[T; 2]; 3],
    same: [Table<T>; 3],
    mean: Rational,
    second: T,
}

impl<T: Real> Row<T> {
    fn new(v: &Rational, v_star: &Rational, tables: &[Table<T>; 4], angle: &T) -> Self {
        let [one, s, t, st] = tables;
        let context = angle.context();
        let exact = |x: &Rational| T::from_rational(&context, x);
        let p2 = (exact(&Rational::from(1)) - angle).scale(&Rational::from((1, 2)));
        let product = Rational::from(v * v_star);
        let (v2, vs2) = (v.clone().square(), v_star.clone().square());
        // d = v s - v* t, d^2 = v^2 s + v*^2 t - 2 v v* st.
        let by_power = [
            Table::combination(&context, &[(Rational::from(1), one)]),
            Table::combination(&context, &[(v.clone(), s), (-v_star.clone(), t)]),
            Table::combination(
                &context,
                &[
                    (v2.clone(), s),
                    (vs2.clone(), t),
                    (product.clone() * -2i32, st),
                ],
            ),
        ];
        let second = exact(&((v2.clone() + &vs2) / 2u32)) - &p2.scale(&(product * 2u32));
        Row {
            vectors: by_power
                .clone()
                .map(|table| table.vector.map(|x| x.scale(v))),
            same: by_power.map(|table| Table::combination(&context, &[(v2.clone(), &table)])),
            mean: Rational::from(v - v_star) / 2u32,
            second,
        }
    }
}

/// `E r` and `E r^2` over the rows outside `skip`.
fn rest<T: Real>(context: &T::Context, rows: &[Row<T>], skip: &[usize]) -> (Rational, T) {
    let kept = || {
        rows.iter()
            .enumerate()
            .filter(|(i, _)| !skip.contains(i))
            .map(|(_, row)| row)
    };
    let exact = |x: &Rational| T::from_rational(context, x);
    let mean = kept().fold(Rational::new(), |sum, row| sum + &row.mean);
    let variance = kept().fold(T::zero(context), |sum, row| {
        sum + &row.second - &exact(&row.mean.clone().square())
    });
    let second = variance + &exact(&mean.clone().square());
    (mean, second)
}

/// `E[g g^T]` as `[uu, ue, ee]` and its value on the orthogonal complement, by the double sum over rows; the tables are
/// those of the weights 1, s, t, st, and `angle` is `theta/pi`.
pub fn double_sum<T: Real>(instance: &Instance, tables: &[Table<T>; 4], angle: &T) -> ([T; 3], T) {
    let context = angle.context();
    let pairs = instance.student().v.iter().zip(&instance.teacher().v);
    let rows: Vec<Row<T>> = pairs
        .map(|(v, v_star)| Row::new(v, v_star, tables, angle))
        .collect();
    let mut block = [T::zero(&context), T::zero(&context), T::zero(&context)];
    let mut beta = T::zero(&context);
    for (i, row) in rows.iter().enumerate() {
        let (mean, second) = rest(&context, &rows, &[i]);
        let twice = mean * 2u32;
        let part = |of: &dyn Fn(&Table<T>) -> T| {
            of(&row.same[2]) + &of(&row.same[1]).scale(&twice) + &(of(&row.same[0]) * &second)
        };
        for (place, entry) in block.iter_mut().enumerate() {
            *entry = entry.clone() + &part(&|table| table.matrix[place].clone());
        }
        beta = beta + &part(&|table| table.scalar.clone());
        for (k, other) in rows.iter().enumerate() {
            if i == k {
                continue;
            }
            let (mean, second) = rest(&context, &rows, &[i, k]);
            let twice = mean * 2u32;
            for (place, (left, right)) in [(0, 0), (0, 1), (1, 1)].into_iter().enumerate() {
                let product =
                    |x: usize, y: usize| row.vectors[x][left].clone() * &other.vectors[y][right];
                let term = product(2, 0)
                    + &product(0, 2)
                    + &(product(0, 0) * &second)
                    + &product(1, 1).scale(&Rational::from(2))
                    + &(product(1, 0) + &product(0, 1)).scale(&twice);
                block[place] = block[place].clone() + &term;
            }
        }
    }
    (block, beta)
}
