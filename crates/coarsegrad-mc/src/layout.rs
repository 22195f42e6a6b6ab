//! Which sums a run keeps, and where.
//!
//! One vector holds them all: sums over samples of the sample loss and its square, of what happens
//! in the plane of `w` and `w*`, of `dl/dv` and of the coarse gradient.

/// The sample loss `l`, and `l^2`.
pub(crate) const LOSS: usize = 0;

/// The four plane coordinates of a sample: the coarse gradient along `u` and `e`, and the score
/// times the centred loss along `u` and `e`. First their sums, then the ten sums of products
/// `(i, j)`, `i <= j`, row by row.
pub(crate) const PLANE: usize = 2;
pub(crate) const PLANE_DIMENSION: usize = 4;

/// `r^2 sum_i mu'_i^2 v_i^2`: what each direction orthogonal to the plane adds to the second
/// moment of the coarse gradient.
pub(crate) const ORTHOGONAL: usize = PLANE + PLANE_DIMENSION + 10;

const HEAD: usize = ORTHOGONAL + 1;

/// The layout of the sums of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// m.
    pub(crate) rows: usize,
    /// n where the entries of the coarse gradient are summed one by one, else 0.
    pub(crate) inputs: usize,
    /// Whether the products of its entries are summed too.
    pub(crate) products: bool,
}

impl Layout {
    /// The sum and the sum of squares of `dl/dv_i`.
    pub(crate) fn output(self, row: usize) -> [usize; 2] {
        [HEAD + 2 * row, HEAD + 2 * row + 1]
    }

    /// The sum and the sum of squares of `g_j`.
    pub(crate) fn weight(self, input: usize) -> [usize; 2] {
        let start = HEAD + 2 * self.rows;
        [start + 2 * input, start + 2 * input + 1]
    }

    /// The sum of `g_j g_k` for `k < j`.
    pub(crate) fn product(self, j: usize, k: usize) -> usize {
        HEAD + 2 * (self.rows + self.inputs) + j * (j - 1) / 2 + k
    }

    /// The number of sums.
    pub(crate) fn len(self) -> usize {
        let pairs = match self.products {
            true => self.inputs * self.inputs.saturating_sub(1) / 2,
            false => 0,
        };
        HEAD + 2 * (self.rows + self.inputs) + pairs
    }

    /// How many leading sums do not belong to single entries of the coarse gradient.
    pub(crate) fn without_weights(self) -> usize {
        HEAD + 2 * self.rows
    }
}

/// Where the sum of the product of the plane coordinates `i <= j` stands.
pub(crate) const fn plane_product(i: usize, j: usize) -> usize {
    PLANE + PLANE_DIMENSION + i * PLANE_DIMENSION - i * (i + 1) / 2 + j
}
