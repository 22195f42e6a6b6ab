//! Fake-quantisers of burn's operations.

use burn_tensor::{Device, Tensor};
use coarsegrad_golden::judge::{Call, Refusal};
use ste_support::{Affine, Form};

use crate::tensors::{gradient, leaf, tensor, values};

/// The output that is asked for.
pub(crate) fn answer(
    call: &Call<'_>,
    affine: &Affine,
    form: Form,
    device: &Device,
) -> Result<Vec<f64>, Refusal> {
    let [rows, _] = affine.shape;
    let leaf = |values: &[f64], shape| leaf(values.to_vec(), shape, call.dtype, device);
    let x = leaf(&affine.x, affine.shape);
    let scale = leaf(&affine.scale, [rows, 1]);
    let zero_point = leaf(&affine.zero_point, [rows, 1]);
    let y = fake_quantise(&x, &scale, &zero_point, affine, form);
    if call.output == "y" {
        return values(y);
    }
    let dy = tensor(call.values("dy")?, affine.shape, call.dtype, device);
    match call.output {
        "dscale" => gradient(y, dy, &scale),
        "dzero" => gradient(y, dy, &zero_point),
        _ => gradient(y, dy, &x),
    }
}

fn fake_quantise(
    x: &Tensor<2>,
    scale: &Tensor<2>,
    zero_point: &Tensor<2>,
    affine: &Affine,
    form: Form,
) -> Tensor<2> {
    let clamp = |t: Tensor<2>| t.clamp(affine.qmin, affine.qmax);
    let t = x.clone() / scale.clone() + zero_point.clone();
    let q = match form {
        Form::RoundClamp => clamp(round_ste(t)),
        Form::ClampRound => round_ste(clamp(t)),
        Form::Detached => clamp(t.round()),
    };
    let y = (q - zero_point.clone()) * scale.clone();
    match form {
        Form::RoundClamp | Form::ClampRound => y,
        Form::Detached => x.clone() + (y - x.clone()).detach(),
    }
}

/// `round` with the gradient of the identity.
fn round_ste(t: Tensor<2>) -> Tensor<2> {
    t.clone() + (t.clone().round() - t).detach()
}
