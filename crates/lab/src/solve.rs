//! Ridge and logistic regression by their normal equations: few features, exact answers.

/// A row of features, what it should give, and how much it counts.
pub(crate) struct Row<'f> {
    pub(crate) features: &'f [f64],
    pub(crate) target: f64,
    pub(crate) weight: f64,
}

/// Steps of Newton's method. It converges in about six.
const STEPS: usize = 12;

/// Ridge regression: weights for which the features predict the targets, drawn to `prior` with
/// strength `ridge`.
pub(crate) fn ridge(rows: &[Row<'_>], prior: &[f64], ridge: f64) -> Vec<f64> {
    let mut system = System::new(prior.len());
    for row in rows {
        system.add(row.features, row.weight, row.weight * row.target);
    }
    system.draw(prior, ridge);
    system.solve()
}

/// Logistic regression (iteratively reweighted least squares) of targets 0 and 1, drawn to `prior`
/// with strength `ridge`.
pub(crate) fn logistic(rows: &[Row<'_>], prior: &[f64], ridge: f64) -> Vec<f64> {
    let mut weights = prior.to_vec();
    for _ in 0..STEPS {
        let mut system = System::new(prior.len());
        for row in rows {
            let odds: f64 = weights.iter().zip(row.features).map(|(w, f)| w * f).sum();
            let chance = 1.0 / (1.0 + libm::exp(-odds));
            let slope = (chance * (1.0 - chance)).max(1e-6);
            let target = odds + (row.target - chance) / slope;
            system.add(
                row.features,
                row.weight * slope,
                row.weight * slope * target,
            );
        }
        system.draw(prior, ridge);
        weights = system.solve();
    }
    weights
}

/// Normal equations.
struct System {
    matrix: Vec<Vec<f64>>,
    right: Vec<f64>,
}

impl System {
    fn new(size: usize) -> Self {
        Self {
            matrix: vec![vec![0.0; size]; size],
            right: vec![0.0; size],
        }
    }

    fn add(&mut self, features: &[f64], weight: f64, target: f64) {
        for (at, feature) in features.iter().enumerate().filter(|(_, f)| **f != 0.0) {
            for (cell, other) in self.matrix[at].iter_mut().zip(features) {
                *cell += weight * feature * other;
            }
            self.right[at] += target * feature;
        }
    }

    fn draw(&mut self, prior: &[f64], ridge: f64) {
        for (at, prior) in prior.iter().enumerate() {
            self.matrix[at][at] += ridge;
            self.right[at] += ridge * prior;
        }
    }

    /// The solution, by Gaussian elimination; the matrix is positive definite.
    fn solve(mut self) -> Vec<f64> {
        let size = self.right.len();
        for at in 0..size {
            let (above, below) = self.matrix.split_at_mut(at + 1);
            let pivot = &above[at];
            for (offset, row) in below.iter_mut().enumerate() {
                let share = row[at] / pivot[at];
                for (cell, over) in row.iter_mut().zip(pivot) {
                    *cell -= share * over;
                }
                self.right[at + 1 + offset] -= share * self.right[at];
            }
        }
        let mut solution = vec![0.0; size];
        for at in (0..size).rev() {
            let known: f64 = (at + 1..size)
                .map(|other| self.matrix[at][other] * solution[other])
                .sum();
            solution[at] = (self.right[at] - known) / self.matrix[at][at];
        }
        solution
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(targets: &[(f64, f64)]) -> Vec<([f64; 2], f64)> {
        targets.iter().map(|(x, y)| ([1.0, *x], *y)).collect()
    }

    fn of(rows: &[([f64; 2], f64)]) -> Vec<Row<'_>> {
        rows.iter()
            .map(|(features, target)| Row {
                features,
                target: *target,
                weight: 1.0,
            })
            .collect()
    }

    #[test]
    fn a_line_is_found() {
        let rows = rows(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)]);
        let weights = ridge(&of(&rows), &[0.0; 2], 1e-9);
        assert!((weights[0] - 1.0).abs() < 1e-6 && (weights[1] - 2.0).abs() < 1e-6);
    }

    #[test]
    fn chances_are_found() {
        let rows = rows(&[
            (0.0, 0.0),
            (0.0, 0.0),
            (0.0, 0.0),
            (0.0, 1.0),
            (1.0, 1.0),
            (1.0, 0.0),
        ]);
        let weights = logistic(&of(&rows), &[0.0; 2], 1e-9);
        assert!((weights[0] + libm::log(3.0)).abs() < 1e-6, "{weights:?}");
        assert!((weights[0] + weights[1]).abs() < 1e-6, "{weights:?}");
    }

    #[test]
    fn what_is_never_seen_stays_as_it_was() {
        assert_eq!(ridge(&[], &[0.5, -1.0], 1.0), [0.5, -1.0]);
    }
}
