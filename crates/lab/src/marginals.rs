//! How likely each label is, and each pair of neighbours: the forward-backward algorithm (Rabiner 1989).

use jobgist::internals::LABELS;

/// Weights of the labels of a line; where they are probabilities, they sum up to one.
pub(crate) type Node = [f64; LABELS];
/// Weights of going from a label to another.
pub(crate) type Edge = [[f64; LABELS]; LABELS];

/// Probabilities over all ways to label a sequence.
pub(crate) struct Marginals {
    /// Of each label of each line.
    pub(crate) labels: Vec<Node>,
    /// Of each pair of labels of a line and the one before it; of the first line, nothing.
    pub(crate) pairs: Vec<Edge>,
}

/// The probabilities that weights give: `nodes` of the lines, at least one, and `edges` from the line
/// before to each.
pub(crate) fn marginals(nodes: &[Node], edges: &[&Edge]) -> Marginals {
    let forward = forward(nodes, edges);
    let backward = backward(nodes, edges);
    let labels = forward.iter().zip(&backward).map(|(forward, backward)| {
        let mut labels = *forward;
        for (label, back) in labels.iter_mut().zip(backward) {
            *label *= back;
        }
        normalised(labels)
    });
    let mut pairs = vec![[[0.0; LABELS]; LABELS]; nodes.len()];
    for at in 1..nodes.len() {
        let mut sum = 0.0;
        for from in 0..LABELS {
            for to in 0..LABELS {
                let pair =
                    forward[at - 1][from] * edges[at][from][to] * nodes[at][to] * backward[at][to];
                pairs[at][from][to] = pair;
                sum += pair;
            }
        }
        for pair in pairs[at].as_flattened_mut() {
            *pair /= sum.max(f64::MIN_POSITIVE);
        }
    }
    Marginals {
        labels: labels.collect(),
        pairs,
    }
}

/// What the lines up to each say of its labels.
fn forward(nodes: &[Node], edges: &[&Edge]) -> Vec<Node> {
    let mut forward = vec![normalised(nodes[0])];
    for at in 1..nodes.len() {
        let mut next = [0.0; LABELS];
        for (before, row) in forward[at - 1].iter().zip(edges[at]) {
            for (next, change) in next.iter_mut().zip(row) {
                *next += before * change;
            }
        }
        for (next, node) in next.iter_mut().zip(&nodes[at]) {
            *next *= node;
        }
        forward.push(normalised(next));
    }
    forward
}

/// What the lines after each say of its labels.
fn backward(nodes: &[Node], edges: &[&Edge]) -> Vec<Node> {
    let mut backward = vec![[1.0; LABELS]; nodes.len()];
    for at in (1..nodes.len()).rev() {
        let mut before = [0.0; LABELS];
        for (before, row) in before.iter_mut().zip(edges[at]) {
            for to in 0..LABELS {
                *before += row[to] * nodes[at][to] * backward[at][to];
            }
        }
        backward[at - 1] = normalised(before);
    }
    backward
}

fn normalised(mut values: Node) -> Node {
    let sum: f64 = values.iter().sum();
    for value in &mut values {
        *value /= sum.max(f64::MIN_POSITIVE);
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A node with weight for the first two labels only.
    fn node(first: f64, second: f64) -> Node {
        let mut node = [0.0; LABELS];
        (node[0], node[1]) = (first, second);
        node
    }

    #[test]
    fn probabilities_are_those_of_all_labellings() {
        let nodes = [node(1.0, 2.0), node(3.0, 1.0), node(1.0, 5.0)];
        let mut edge = [[1.0; LABELS]; LABELS];
        (edge[0][0], edge[1][1]) = (4.0, 2.0);
        let Marginals { labels, pairs } = marginals(&nodes, &[&edge, &edge, &edge]);
        // All eight labellings, one by one.
        let (mut sum, mut last_is_first, mut stays) = (0.0, 0.0, 0.0);
        for labelling in 0..8 {
            let label = |at: usize| labelling >> at & 1;
            let weight: f64 = (0..3).map(|at| nodes[at][label(at)]).product::<f64>()
                * (1..3)
                    .map(|at| edge[label(at - 1)][label(at)])
                    .product::<f64>();
            sum += weight;
            last_is_first += if label(2) == 0 { weight } else { 0.0 };
            stays += if label(0) == 0 && label(1) == 0 {
                weight
            } else {
                0.0
            };
        }
        assert!((labels[2][0] - last_is_first / sum).abs() < 1e-12);
        assert!((pairs[1][0][0] - stays / sum).abs() < 1e-12);
    }
}
