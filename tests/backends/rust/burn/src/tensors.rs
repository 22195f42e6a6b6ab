//! Numbers into tensors and back.

use burn_tensor::{DType, Device, Tensor, TensorData};
use coarsegrad_golden::judge::Refusal;
use coarsegrad_model::pointwise::Dtype;

/// A tensor of numbers of the format.
pub(crate) fn tensor(
    values: Vec<f64>,
    shape: [usize; 2],
    dtype: Dtype,
    device: &Device,
) -> Tensor<2> {
    let dtype = match dtype {
        Dtype::F64 => DType::F64,
        Dtype::F32 => DType::F32,
        Dtype::Bf16 => DType::BF16,
        Dtype::F16 => DType::F16,
    };
    Tensor::from_data(TensorData::new(values, shape), (device, dtype))
}

/// Such a tensor that gets a gradient.
pub(crate) fn leaf(
    values: Vec<f64>,
    shape: [usize; 2],
    dtype: Dtype,
    device: &Device,
) -> Tensor<2> {
    tensor(values, shape, dtype, device).require_grad()
}

/// The entries of a tensor.
pub(crate) fn values(tensor: Tensor<2>) -> Result<Vec<f64>, Refusal> {
    let data = tensor.into_data().try_cast(DType::F64);
    let entries = data.and_then(|data| data.try_to_vec::<f64>());
    entries.map_err(|error| Refusal::Failed(format!("{error:?}")))
}

/// The gradient of a leaf, given that of `y`; zero where none arrives.
pub(crate) fn gradient(y: Tensor<2>, dy: Tensor<2>, leaf: &Tensor<2>) -> Result<Vec<f64>, Refusal> {
    let gradients = (y * dy).sum().backward();
    match leaf.grad(&gradients) {
        Some(gradient) => values(gradient),
        None => Ok(vec![0.0; leaf.shape().num_elements()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;

    #[test]
    fn every_number_of_a_short_format_is_carried_as_it_is() {
        ste_support::check::short_formats_are_carried(|all, dtype| {
            let shape = [1, all.len()];
            values(tensor(all, shape, dtype, &Engine::Flex.device()))
        });
    }
}
