//! Fake-quantisers of candle's operations.

use candle_core::{Result, Tensor, Var};
use coarsegrad_golden::judge::{Call, Refusal};
use ste_support::{Affine, Form};

use crate::tensors::{gradient, refuse, tensor, values};

/// The output that is asked for.
pub(crate) fn answer(
    call: &Call<'_>,
    affine: &Affine,
    form: Form,
) -> std::result::Result<Vec<f64>, Refusal> {
    let dy = match call.output {
        "y" => None,
        _ => Some(call.values("dy")?),
    };
    compute(call, affine, form, dy).map_err(refuse)
}

fn compute(call: &Call<'_>, affine: &Affine, form: Form, dy: Option<Vec<f64>>) -> Result<Vec<f64>> {
    let [rows, _] = affine.shape;
    let leaf = |values: &[f64], shape: &[usize]| {
        Var::from_tensor(&tensor(values.to_vec(), shape, call.dtype)?)
    };
    let x = leaf(&affine.x, &affine.shape)?;
    let scale = leaf(&affine.scale, &[rows, 1])?;
    let zero_point = leaf(&affine.zero_point, &[rows, 1])?;
    let y = fake_quantise(&x, &scale, &zero_point, affine, form)?;
    let Some(dy) = dy else {
        return values(&y);
    };
    let dy = tensor(dy, &affine.shape, call.dtype)?;
    match call.output {
        "dscale" => gradient(&y, &dy, &scale),
        "dzero" => gradient(&y, &dy, &zero_point),
        _ => gradient(&y, &dy, &x),
    }
}

fn fake_quantise(
    x: &Tensor,
    scale: &Tensor,
    zero_point: &Tensor,
    affine: &Affine,
    form: Form,
) -> Result<Tensor> {
    let clamp = |t: &Tensor| t.clamp(affine.qmin, affine.qmax);
    let t = x.broadcast_div(scale)?.broadcast_add(zero_point)?;
    let q = match form {
        Form::RoundClamp => clamp(&round_ste(&t)?)?,
        Form::ClampRound => round_ste(&clamp(&t)?)?,
        Form::Detached => clamp(&t.round()?)?,
    };
    let y = q.broadcast_sub(zero_point)?.broadcast_mul(scale)?;
    match form {
        Form::RoundClamp | Form::ClampRound => Ok(y),
        Form::Detached => x + (y - x)?.detach(),
    }
}

/// `round` with the gradient of the identity.
fn round_ste(t: &Tensor) -> Result<Tensor> {
    t + (t.round()? - t)?.detach()
}
