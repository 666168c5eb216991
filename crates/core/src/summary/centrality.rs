//! How central each line is among the lines of its posting: LexRank.
//!
//! G. Erkan and D. Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text
//! Summarization", Journal of Artificial Intelligence Research 22 (2004): lines are nodes, the cosine
//! of their words (weighted by inverse document frequency, a line being a document) the weight of the
//! edge between them, and the stationary distribution of a random walk their centrality.

/// The chance that the walk jumps to any line, as in the paper.
const DAMPING: f64 = 0.15;
/// Steps of the walk. It is nearly stationary after a few, and order is all that is wanted.
const STEPS: usize = 8;
/// More lines than this are not compared: their similarities grow with the square.
const MAX_LINES: usize = 400;

/// The centrality of each line, given the keys of its words, sorted, once each: 1 for an average
/// line.
#[expect(clippy::cast_precision_loss, reason = "lines and words are few")]
pub(super) fn lexrank(lines: &[Vec<u64>]) -> Vec<f64> {
    let count = lines.len();
    if !(2..=MAX_LINES).contains(&count) {
        return vec![1.0; count];
    }
    let graph = similarities(lines);
    let totals: Vec<f64> = graph
        .iter()
        .map(|edges| edges.iter().map(|(_, weight)| weight).sum())
        .collect();
    let mut rank = vec![1.0; count];
    for _ in 0..STEPS {
        // A line like no other passes its share on to all.
        let loose: f64 = (0..count)
            .filter(|at| totals[*at] == 0.0)
            .map(|at| rank[at])
            .sum();
        let mut next = vec![DAMPING + (1.0 - DAMPING) * loose / count as f64; count];
        for (from, edges) in graph.iter().enumerate() {
            for &(to, weight) in edges {
                next[to] += (1.0 - DAMPING) * rank[from] * weight / totals[from];
            }
        }
        rank = next;
    }
    rank
}

/// The lines that share words with each line, with the cosine of both.
#[expect(clippy::cast_precision_loss, reason = "lines and words are few")]
fn similarities(lines: &[Vec<u64>]) -> Vec<Vec<(usize, f64)>> {
    let count = lines.len();
    let lines_of = lines.iter().enumerate();
    let mut words: Vec<(u64, usize)> = lines_of
        .flat_map(|(line, words)| words.iter().map(move |word| (*word, line)))
        .collect();
    words.sort_unstable();
    let mut lengths = vec![0.0; count];
    let mut shared = vec![0.0; count * count];
    for holders in words.chunk_by(|left, right| left.0 == right.0) {
        let weight = (count as f64 / holders.len() as f64).ln().powi(2);
        for (_, line) in holders {
            lengths[*line] += weight;
            for (_, other) in holders {
                shared[line * count + other] += weight;
            }
        }
    }
    lengths
        .iter_mut()
        .for_each(|length| *length = length.sqrt());
    shared
        .chunks_exact(count)
        .enumerate()
        .map(|(at, shared)| {
            (0..count)
                .filter(|other| *other != at && shared[*other] > 0.0)
                .map(|other| (other, shared[other] / (lengths[at] * lengths[other])))
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_others_resemble_is_central() {
        let lines = vec![vec![1, 2, 3], vec![1, 4, 5], vec![2, 6, 7], vec![8, 9]];
        let rank = lexrank(&lines);
        assert!(rank[0] > rank[1] && rank[1] > rank[3], "{rank:?}");
        assert!((rank.iter().sum::<f64>() - 4.0).abs() < 1e-9);
    }

    #[test]
    fn a_single_line_is_average() {
        assert_eq!(lexrank(&[vec![1]]), [1.0]);
        assert!(lexrank(&[]).is_empty());
    }
}
