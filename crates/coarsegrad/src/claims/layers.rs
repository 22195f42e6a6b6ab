//! Places for the nodes of a graph without circles: layers from left to right, few crossings, short edges.
//!
//! The method is that of Sugiyama, Tagawa and Toda (1981). Layers are longest paths; an edge over several layers gets a
//! point in each; within layers the order follows the means of the neighbours, the best of some sweeps counts; heights
//! are the means of the neighbours as near as the order and the distances allow. Nothing is random: the same graph gets
//! the same places.

/// Sweeps over all layers that look for a better order, and for better heights.
const SWEEPS: usize = 32;

/// The distance between neighbours in a layer.
const GAP: f64 = 8.0;

/// The room that an edge takes in a layer that it passes.
const PASSING: f64 = 2.0;

/// Where a node, or an edge on its way, is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Place {
    /// Its layer, counted from the left.
    pub(super) layer: usize,
    /// The height of its middle, from the top.
    pub(super) middle: f64,
}

/// A finished layout.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The nodes' places.
    pub(super) nodes: Vec<Place>,
    /// The edges' places in all layers from their first node to their last.
    pub(super) edges: Vec<Vec<Place>>,
    /// The number of layers.
    pub(super) layers: usize,
    /// The height of all.
    pub(super) height: f64,
}

/// A node, or a point of an edge that passes a layer.
#[derive(Clone, Default)]
struct Item {
    place: Place,
    height: f64,
    left: Vec<usize>,
    right: Vec<usize>,
}

/// The layout of nodes of these heights; edges lead from left to right and have no circle.
pub(super) fn layout(heights: &[f64], edges: &[(usize, usize)]) -> Layout {
    let mut items: Vec<Item> = heights
        .iter()
        .map(|height| Item {
            height: *height,
            ..Item::default()
        })
        .collect();
    assign(&mut items, edges);
    let chains: Vec<Vec<usize>> = edges.iter().map(|edge| chain(&mut items, *edge)).collect();
    let layers = items.iter().map(|i| i.place.layer + 1).max().unwrap_or(0);
    let order = order(&items, layers);
    settle(&mut items, &order);
    let top = items
        .iter()
        .map(|item| item.place.middle - item.height / 2.0)
        .fold(f64::INFINITY, f64::min);
    for item in &mut items {
        item.place.middle -= top;
    }
    let place = |index: &usize| items.get(*index).map(|i| i.place).unwrap_or_default();
    Layout {
        nodes: (0..heights.len()).map(|index| place(&index)).collect(),
        edges: chains
            .iter()
            .map(|chain| chain.iter().map(place).collect())
            .collect(),
        layers,
        height: items
            .iter()
            .map(|item| item.place.middle + item.height / 2.0)
            .fold(0.0, f64::max),
    }
}

fn layer(items: &[Item], index: usize) -> usize {
    items.get(index).map_or(0, |item| item.place.layer)
}

/// Layers as longest paths; what has nothing on its left stands just before what it leads to.
fn assign(items: &mut [Item], edges: &[(usize, usize)]) {
    // Without circles a longest path has fewer edges than there are nodes.
    for _ in 0..items.len() {
        let mut changed = false;
        for (from, to) in edges {
            let least = layer(items, *from) + 1;
            if let Some(item) = items.get_mut(*to).filter(|i| i.place.layer < least) {
                item.place.layer = least;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for index in 0..items.len() {
        if edges.iter().any(|(_, to)| *to == index) {
            continue;
        }
        let nearest = edges
            .iter()
            .filter(|(from, _)| *from == index)
            .map(|(_, to)| layer(items, *to))
            .min();
        if let (Some(nearest), Some(item)) = (nearest, items.get_mut(index)) {
            item.place.layer = nearest.saturating_sub(1);
        }
    }
}

/// Adds the points of an edge in the layers that it passes; answers all its items.
fn chain(items: &mut Vec<Item>, (from, to): (usize, usize)) -> Vec<usize> {
    let mut chain = vec![from];
    for passed in layer(items, from) + 1..layer(items, to) {
        chain.push(items.len());
        items.push(Item {
            place: Place {
                layer: passed,
                middle: 0.0,
            },
            height: PASSING,
            ..Item::default()
        });
    }
    chain.push(to);
    for (left, right) in chain.iter().zip(chain.iter().skip(1)) {
        if let Some(item) = items.get_mut(*left) {
            item.right.push(*right);
        }
        if let Some(item) = items.get_mut(*right) {
            item.left.push(*left);
        }
    }
    chain
}

/// The items of each layer from top to bottom.
fn order(items: &[Item], layers: usize) -> Vec<Vec<usize>> {
    let mut order = vec![Vec::new(); layers];
    for index in 0..items.len() {
        if let Some(layer) = order.get_mut(layer(items, index)) {
            layer.push(index);
        }
    }
    let mut best = (crossings(items, &order), order.clone());
    for sweep in 0..SWEEPS {
        let rightwards = sweep % 2 == 0;
        for step in 0..layers {
            let at = if rightwards { step } else { layers - 1 - step };
            let ranks = ranks(items.len(), &order);
            let rank = |index: usize| ranks.get(index).copied().unwrap_or_default();
            let key = |index: &usize| {
                let item = items.get(*index);
                let beside =
                    item.map_or(
                        &[][..],
                        |item| {
                            if rightwards { &item.left } else { &item.right }
                        },
                    );
                mean(beside.iter().map(|index| rank(*index))).unwrap_or(rank(*index))
            };
            if let Some(layer) = order.get_mut(at) {
                layer.sort_by(|a, b| key(a).total_cmp(&key(b)));
            }
        }
        let count = crossings(items, &order);
        if count < best.0 {
            best = (count, order.clone());
        }
    }
    best.1
}

/// The position of each item in its layer, as a part of the layer's length.
fn ranks(count: usize, order: &[Vec<usize>]) -> Vec<f64> {
    let mut ranks = vec![0.0; count];
    for layer in order {
        for (position, index) in layer.iter().enumerate() {
            if let Some(rank) = ranks.get_mut(*index) {
                *rank = (as_float(position) + 0.5) / as_float(layer.len());
            }
        }
    }
    ranks
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the number of nodes in a drawing is small"
)]
fn as_float(count: usize) -> f64 {
    count as f64
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, n), value| (sum + value, n + 1));
    (count > 0).then(|| sum / as_float(count))
}

/// How many pairs of edges cross.
fn crossings(items: &[Item], order: &[Vec<usize>]) -> usize {
    let ranks = ranks(items.len(), order);
    let rank = |index: usize| ranks.get(index).copied().unwrap_or_default();
    let mut count = 0;
    for layer in order {
        let mut edges: Vec<(f64, f64)> = Vec::new();
        for index in layer {
            let right = items.get(*index).into_iter().flat_map(|item| &item.right);
            for to in right {
                let edge = (rank(*index), rank(*to));
                count += edges
                    .iter()
                    .filter(|(from, to)| (from - edge.0) * (to - edge.1) < 0.0)
                    .count();
                edges.push(edge);
            }
        }
    }
    count
}

/// Heights near the means of the neighbours, in this order and at the distances that are needed.
fn settle(items: &mut [Item], order: &[Vec<usize>]) {
    for layer in order {
        spread(items, layer, |_, _| 0.0);
    }
    for sweep in 0..SWEEPS {
        for step in 0..order.len() {
            let at = if sweep % 2 == 0 {
                step
            } else {
                order.len() - 1 - step
            };
            if let Some(layer) = order.get(at) {
                spread(items, layer, |items, item| {
                    let beside = item.left.iter().chain(&item.right);
                    let middle = |index: &usize| items.get(*index).map(|i| i.place.middle);
                    mean(beside.filter_map(middle)).unwrap_or(item.place.middle)
                });
            }
        }
    }
}

/// Puts the items of a layer as near to the heights that they wish for as their order and distances allow, in the sense
/// of least squares (pool adjacent violators).
fn spread(items: &mut [Item], layer: &[usize], wish: impl Fn(&[Item], &Item) -> f64) {
    // Blocks of items that touch: the sum of the wishes of their first items, their number.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    let mut offsets = Vec::with_capacity(layer.len());
    let mut offset = 0.0;
    let mut above: Option<f64> = None;
    for item in layer.iter().filter_map(|index| items.get(*index)) {
        if let Some(above) = above {
            offset += (above + item.height) / 2.0 + GAP;
        }
        above = Some(item.height);
        offsets.push(offset);
        let mut block = (wish(items, item) - offset, 1);
        while let Some(last) = blocks.last().copied() {
            if last.0 / as_float(last.1) <= block.0 / as_float(block.1) {
                break;
            }
            blocks.pop();
            block = (block.0 + last.0, block.1 + last.1);
        }
        blocks.push(block);
    }
    let starts = blocks
        .iter()
        .flat_map(|(sum, count)| std::iter::repeat_n(sum / as_float(*count), *count));
    for ((index, offset), start) in layer.iter().zip(offsets).zip(starts) {
        if let Some(item) = items.get_mut(*index) {
            item.place.middle = start + offset;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Layers lead from left to right and nothing overlaps.
    fn sound(heights: &[f64], edges: &[(usize, usize)]) -> Layout {
        let layout = layout(heights, edges);
        for ((from, to), path) in edges.iter().zip(&layout.edges) {
            let (first, last) = (layout.nodes[*from], layout.nodes[*to]);
            assert!(first.layer < last.layer);
            assert_eq!((path[0], path[path.len() - 1]), (first, last));
            let layers: Vec<usize> = path.iter().map(|place| place.layer).collect();
            assert_eq!(layers, (first.layer..=last.layer).collect::<Vec<_>>());
        }
        for (a, (x, first)) in layout.nodes.iter().zip(heights).enumerate() {
            for (y, second) in layout.nodes.iter().zip(heights).skip(a + 1) {
                let apart = (x.middle - y.middle).abs() - (first + second) / 2.0;
                assert!(x.layer != y.layer || apart > GAP - 1e-9, "{apart}");
            }
            assert!(x.middle - first / 2.0 > -1e-9);
            assert!(x.middle + first / 2.0 < layout.height + 1e-9);
        }
        layout
    }

    #[test]
    fn crossed_ladders_are_uncrossed() {
        let edges = [(0, 4), (1, 3), (2, 5), (3, 8), (4, 7), (5, 6)];
        let layout = sound(&[20.0; 9], &edges);
        assert_eq!(layout.layers, 3);
        for (from, to) in edges {
            assert_eq!(layout.nodes[from].middle, layout.nodes[to].middle);
        }
    }

    #[test]
    fn long_edges_pass_every_layer_and_sources_stand_close() {
        let edges = [(0, 1), (1, 2), (2, 3), (0, 3), (4, 3)];
        let layout = sound(&[10.0, 30.0, 10.0, 50.0, 10.0], &edges);
        assert_eq!(layout.edges[3].len(), 4);
        assert_eq!(layout.nodes[4].layer, 2);
    }

    #[test]
    fn nothing_and_loose_nodes_are_laid_out() {
        assert_eq!(layout(&[], &[]).layers, 0);
        assert_eq!(sound(&[10.0; 3], &[]).height, 3.0 * 10.0 + 2.0 * GAP);
    }

    #[test]
    fn dense_graphs_do_not_overlap() {
        let edges: Vec<(usize, usize)> = (0..40)
            .flat_map(|a| (a + 1..40).map(move |b| (a, b)))
            .filter(|(a, b)| (a * 31 + b * 17) % 11 == 0)
            .collect();
        let heights: Vec<f64> = (0..40_u32).map(|a| f64::from(20 + 12 * (a % 3))).collect();
        sound(&heights, &edges);
    }
}
