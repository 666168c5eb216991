//! A list of things named, and what its connectors make of it.

use crate::posting::Expr;

/// What stands between two things.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Join {
    /// "or" or "and", where one stands there.
    pub(super) word: Option<Word>,
    /// A comma stands there.
    pub(super) comma: bool,
    /// Words that carry content stand there.
    pub(super) loose: bool,
    /// Such words stand before the connector.
    pub(super) late: bool,
    /// A sentence or half of one ends there.
    pub(super) ends: bool,
    /// A slash and nothing else stands there.
    pub(super) slash: bool,
}

/// A connecting word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Word {
    And,
    Or,
}

/// Things with nothing but connectors between, and how the next list joins on.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) items: Vec<Expr>,
    /// What stands before each item but the first.
    pub(super) joins: Vec<Join>,
    /// Examples were announced before it.
    pub(super) examples: bool,
    /// "or equivalent" stands after it.
    pub(super) open_end: bool,
    /// So many of its items are enough.
    pub(super) at_least: Option<usize>,
    /// What stands between the list before and this one.
    pub(super) before: Join,
    /// Years that stand alone before it.
    pub(super) years: Option<f64>,
    /// Its last item may be a mere heading of examples.
    pub(super) generic: bool,
    /// So many items at its end, joined by "or" or a slash, may name such a heading only.
    pub(super) vague: usize,
}

impl List {
    /// Takes away the items at the end that only name the sort of thing that examples after them
    /// belong to: the last of them, and what stood before the first.
    pub(super) fn drop_headings(&mut self) -> (Option<Expr>, Option<Join>) {
        let mut last = None;
        let mut join = None;
        for _ in 0..self.vague.max(1) {
            let item = self.items.pop();
            last = last.or(item);
            join = self.joins.pop();
        }
        self.vague = 0;
        (last, join)
    }

    /// Whether its last item is an adjective of what examples in parentheses belong to, such as
    /// the first word of "electric tools (e.g. a drill)".
    pub(super) fn is_headed_by(&self, join: &Join, inside: &Expr) -> bool {
        let open = matches!(inside, Expr::AnyOf { open: true, .. });
        (self.vague > 0 && open || self.at_least.is_some() && self.items.len() == 1)
            && join.word.is_none()
            && !join.comma
            && !join.ends
    }

    /// The list as one expression.
    pub(super) fn expr(mut self) -> Option<Expr> {
        self.bind_slashes();
        if self.examples && self.at_least.is_none_or(|count| count < 2) {
            let items = dedup(self.items);
            return (!items.is_empty()).then_some(Expr::AnyOf {
                any_of: items,
                open: true,
            });
        }
        if let Some(at_least) = self.at_least
            && at_least <= self.items.len()
            && self.items.len() > 1
        {
            return Some(Expr::AtLeast {
                at_least,
                of: dedup(self.items),
            });
        }
        let open_end = self.open_end;
        let at_least = self.at_least;
        let is_bare = self.joins.iter().all(|join| join.word.is_none());
        if open_end && is_bare && self.items.len() > 1 {
            return any_of(self.items).map(open);
        }
        let expr = self.bind_words()?;
        Some(match (expr, at_least) {
            (Expr::AnyOf { any_of, open }, Some(at_least))
                if at_least <= any_of.len() && any_of.len() > 1 && !open =>
            {
                Expr::AtLeast {
                    at_least,
                    of: any_of,
                }
            }
            (Expr::AllOf { all_of }, Some(at_least)) if at_least <= all_of.len() => Expr::AtLeast {
                at_least,
                of: all_of,
            },
            (expr, _) if open_end => open(expr),
            (expr, _) => expr,
        })
    }

    /// Joins what a bare slash stands between.
    fn bind_slashes(&mut self) {
        let mut at = 0;
        while at < self.joins.len() {
            let join = self.joins[at];
            if !join.slash || join.word.is_some() || join.comma {
                at += 1;
                continue;
            }
            let right = self.items.remove(at + 1);
            self.joins.remove(at);
            let left = std::mem::replace(&mut self.items[at], Expr::AllOf { all_of: Vec::new() });
            if let Some(both) = any_of(vec![left, right]) {
                self.items[at] = both;
            }
        }
    }

    /// Joins the items by their words: "or" before "and" and the comma. A comma before the
    /// chunk's "or" is one too; a comma after it begins something new.
    fn bind_words(self) -> Option<Expr> {
        let mut chunks: Vec<Vec<Expr>> = Vec::new();
        let mut has_or = false;
        for (at, item) in self.items.into_iter().enumerate() {
            let join = at.checked_sub(1).and_then(|at| self.joins.get(at));
            let word = join.and_then(|join| join.word);
            match (word, chunks.last_mut()) {
                (Some(Word::Or), Some(chunk)) => {
                    chunk.push(item);
                    has_or = true;
                }
                (None, Some(chunk)) if !has_or && at > 0 && or_follows(&self.joins[at..]) => {
                    chunk.push(item);
                }
                _ => {
                    chunks.push(vec![item]);
                    has_or = false;
                }
            }
        }
        all_of(chunks.into_iter().filter_map(any_of).collect())
    }
}

/// Whether a run of bare commas ends in an "or".
fn or_follows(joins: &[Join]) -> bool {
    joins.iter().find_map(|join| join.word) == Some(Word::Or)
}

/// Opens a choice to what is not named.
fn open(expr: Expr) -> Expr {
    let any_of = match expr {
        Expr::AnyOf { any_of, .. } => any_of,
        expr => vec![expr],
    };
    Expr::AnyOf { any_of, open: true }
}

fn dedup(items: Vec<Expr>) -> Vec<Expr> {
    let mut out: Vec<Expr> = Vec::with_capacity(items.len());
    for item in items {
        if !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

/// One of the branches; a closed choice inside a choice is part of it.
pub(super) fn any_of(branches: Vec<Expr>) -> Option<Expr> {
    let mut flat = Vec::with_capacity(branches.len());
    for branch in branches {
        match branch {
            Expr::AnyOf {
                any_of,
                open: false,
            } => flat.extend(any_of),
            branch => flat.push(branch),
        }
    }
    let mut flat = dedup(flat);
    match flat.len() {
        0 => None,
        1 => flat.pop(),
        _ => Some(Expr::AnyOf {
            any_of: flat,
            open: false,
        }),
    }
}

/// All of the branches.
pub(super) fn all_of(branches: Vec<Expr>) -> Option<Expr> {
    let mut flat = Vec::with_capacity(branches.len());
    for branch in branches {
        match branch {
            Expr::AllOf { all_of } => flat.extend(all_of),
            branch => flat.push(branch),
        }
    }
    let mut flat = dedup(flat);
    match flat.len() {
        0 => None,
        1 => flat.pop(),
        _ => Some(Expr::AllOf { all_of: flat }),
    }
}

pub(super) fn flat_all(branches: Vec<Expr>) -> Expr {
    all_of(branches).unwrap_or(Expr::AllOf { all_of: Vec::new() })
}
