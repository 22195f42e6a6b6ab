//! What a request says of an affine fake-quantiser.

use coarsegrad_golden::judge::{Call, Refusal};

use crate::unsupported;

/// An affine fake-quantiser of the rows of a matrix: each row has its scale and zero point.
///
/// A tensor with one scale is a single row, a channel is a row, and so is a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Affine {
    /// The number of rows and of columns.
    pub shape: [usize; 2],
    /// The entries, row after row.
    pub x: Vec<f64>,
    /// The scale of each row.
    pub scale: Vec<f64>,
    /// The zero point of each row.
    pub zero_point: Vec<f64>,
    /// The least level.
    pub qmin: f64,
    /// The greatest level.
    pub qmax: f64,
}

impl Affine {
    /// The fake-quantiser that a request is about.
    ///
    /// # Errors
    /// [`Refusal::Unsupported`] for another operation; [`Refusal::Failed`] where a parameter or an input is not there or
    /// of another kind, or the entries do not fill the rows.
    pub fn of(call: &Call<'_>) -> Result<Self, Refusal> {
        let x = call.values("x")?;
        let (scale, zero_point) = (call.numbers("scale")?, call.numbers("zero_point")?);
        let rows = match call.op {
            "fake_quant.affine" => 1,
            "fake_quant.channel" => call.input("x")?.shape.first().copied().unwrap_or(1),
            "fake_quant.group" => {
                let size = usize::try_from(call.integer("group_size")?).unwrap_or(0);
                x.len().checked_div(size).unwrap_or(0)
            }
            op => return Err(unsupported(op, call.output)),
        };
        let columns = x.len().checked_div(rows).unwrap_or(0);
        if rows * columns != x.len() || [scale.len(), zero_point.len()] != [rows; 2] {
            let text = "the entries, scales and zero points must be those of whole rows";
            return Err(Refusal::Failed(text.to_owned()));
        }
        Ok(Affine {
            shape: [rows, columns],
            x,
            scale,
            zero_point,
            qmin: call.number("qmin")?,
            qmax: call.number("qmax")?,
        })
    }
}
