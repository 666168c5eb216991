//! The tree of alternatives: a recursive descent over the connectors between what is named.
//!
//! A group (the line, or the inside of parentheses) is a run of lists; a list is a run of things
//! with nothing but connectors between. Inside a list a slash binds tightest, then "or", then
//! "and" and the comma; a list of commas takes the connector of its last step. Between lists "or"
//! binds tighter than "and".

use crate::posting::Expr;

use super::pieces::{Leaf, Piece};

/// How deep parentheses are followed.
const MAX_DEPTH: usize = 8;

/// Parses the pieces of a requirement; `None` where nothing is named.
pub(super) fn parse(pieces: &[Piece], leaves: &[Leaf]) -> Option<Expr> {
    let mut parser = Parser {
        pieces,
        leaves,
        at: 0,
    };
    let mut groups = Vec::new();
    while parser.at < pieces.len() {
        groups.extend(parser.group(0));
        // A closing parenthesis without an opening one parts nothing.
        parser.at += 1;
    }
    all_of(groups)
}

/// What stands between two things.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Join {
    /// "or" or "and", where one stands there.
    word: Option<Word>,
    /// A comma stands there.
    comma: bool,
    /// Words that carry content stand there.
    loose: bool,
    /// Such words stand before the connector.
    late: bool,
    /// A sentence or half of one ends there.
    ends: bool,
    /// A slash and nothing else stands there.
    slash: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    And,
    Or,
}

/// Things with nothing but connectors between, and how the next list joins on.
#[derive(Debug, Default)]
struct List {
    items: Vec<Expr>,
    /// What stands before each item but the first.
    joins: Vec<Join>,
    /// Examples were announced before it.
    examples: bool,
    /// "or equivalent" stands after it.
    open_end: bool,
    /// So many of its items are enough.
    at_least: Option<usize>,
    /// What stands between the list before and this one.
    before: Join,
    /// Years that stand alone before it.
    years: Option<f64>,
    /// Its last item may be a mere heading of examples.
    generic: bool,
    /// So many items at its end, joined by "or" or a slash, may name such a heading only.
    vague: usize,
}

/// Something to add to a list.
struct Item {
    expr: Expr,
    generic: bool,
    vague: bool,
}

impl From<&Leaf> for Item {
    fn from(leaf: &Leaf) -> Self {
        Self {
            expr: leaf.expr.clone(),
            generic: leaf.generic,
            vague: leaf.vague,
        }
    }
}

impl From<Expr> for Item {
    fn from(expr: Expr) -> Self {
        Self {
            expr,
            generic: false,
            vague: false,
        }
    }
}

struct Parser<'p> {
    pieces: &'p [Piece],
    leaves: &'p [Leaf],
    at: usize,
}

impl Parser<'_> {
    /// Parses up to a closing parenthesis or the end; leaves the parenthesis to the caller.
    fn group(&mut self, depth: usize) -> Option<Expr> {
        let mut lists: Vec<List> = Vec::new();
        let mut join = Join::default();
        let mut next = List::default();
        while let Some(piece) = self.pieces.get(self.at).copied() {
            match piece {
                Piece::Right => break,
                Piece::Leaf(leaf) => {
                    if let Some(leaf) = self.leaves.get(leaf) {
                        add(&mut lists, &mut next, &mut join, leaf.into());
                    }
                }
                Piece::Left => {
                    self.at += 1;
                    self.parentheses(depth, &mut lists, &mut next, &mut join);
                }
                Piece::Years(number) => years(&mut lists, &mut next, &join, number),
                Piece::AtLeast(count) => {
                    let is_time = matches!(
                        self.pieces.get(self.at + 1),
                        Some(Piece::Unit | Piece::Years(_))
                    );
                    next.at_least = (!is_time).then_some(count);
                    join.loose = true;
                }
                Piece::Examples => next.examples = true,
                Piece::OpenEnd => {
                    if let Some(list) = lists.last_mut() {
                        list.open_end = true;
                    }
                }
                piece => note(&mut join, piece),
            }
            self.at += 1;
        }
        combine(lists)
    }

    /// Parses parentheses: examples of what stands before them, or a thing by themselves.
    fn parentheses(
        &mut self,
        depth: usize,
        lists: &mut Vec<List>,
        next: &mut List,
        join: &mut Join,
    ) {
        let open_only = self.is_open_remark();
        let inside = if depth < MAX_DEPTH {
            self.group(depth + 1)
        } else {
            None
        };
        let Some(inside) = inside else {
            if open_only && let Some(list) = lists.last_mut() {
                list.open_end = true;
            }
            return;
        };
        match lists.last_mut() {
            Some(list) if *join == Join::default() || list.is_headed_by(join, &inside) => {
                let heads = list.generic || list.is_headed_by(join, &inside);
                if !heads {
                    list.vague = 0;
                }
                let (head, before) = list.drop_headings();
                let merged = match head {
                    Some(head) if head != inside && !heads => flat_all(vec![head, inside]),
                    _ => inside,
                };
                list.items.push(merged);
                list.joins.extend(before);
                list.generic = false;
                *join = Join::default();
            }
            _ => add(lists, next, join, inside.into()),
        }
    }

    /// Whether the parentheses that begin here hold nothing but "or equivalent".
    fn is_open_remark(&self) -> bool {
        let inside = self.pieces[self.at..]
            .iter()
            .take_while(|piece| **piece != Piece::Right);
        inside.clone().any(|piece| *piece == Piece::OpenEnd)
            && !inside.clone().any(|piece| matches!(piece, Piece::Leaf(_)))
    }
}

/// Notes a connector or a word before the next thing named.
fn note(join: &mut Join, piece: Piece) {
    match piece {
        Piece::And | Piece::Or => {
            let word = if piece == Piece::And {
                Word::And
            } else {
                Word::Or
            };
            join.word = Some(word);
            join.late = join.loose;
        }
        Piece::Comma => join.comma = true,
        Piece::Slash => join.slash = true,
        Piece::Break => join.ends = true,
        Piece::Word | Piece::Unit => join.loose = true,
        _ => {}
    }
}

/// Adds a thing to the list that is open, or begins a new list with it.
fn add(lists: &mut Vec<List>, next: &mut List, join: &mut Join, item: Item) {
    let before = std::mem::take(join);
    let breaks = before.loose || before.ends || next.examples || next.at_least.is_some();
    if let Some(list) = lists.last_mut()
        && !breaks
        && !list.open_end
        && before != Join::default()
    {
        list.items.push(item.expr);
        list.joins.push(before);
        list.generic = item.generic;
        let runs_on = before.slash || before.word == Some(Word::Or);
        list.vague = match (item.vague, runs_on) {
            (true, true) => list.vague + 1,
            (vague, _) => usize::from(vague),
        };
        return;
    }
    let mut list = std::mem::take(next);
    // Examples after a thing that only names their sort take its place.
    let adjoins = !before.ends && before.word.is_none() && !before.comma;
    if list.examples
        && adjoins
        && let Some(last) = lists.last_mut()
        && (last.generic && !before.loose || last.vague > 0)
    {
        let (_, join) = last.drop_headings();
        if last.items.is_empty() {
            let emptied = lists.pop().unwrap_or_default();
            list.before = emptied.before;
            list.at_least = list.at_least.or(emptied.at_least);
        } else {
            list.before = join.unwrap_or_default();
        }
    } else {
        list.before = before;
    }
    list.items.push(item.expr);
    list.generic = item.generic;
    list.vague = usize::from(item.vague);
    lists.push(list);
}

/// Puts years in the place of a degree: "a degree or four years".
fn years(lists: &mut [List], next: &mut List, join: &Join, number: f64) {
    if lists.is_empty() {
        next.years = Some(number);
    } else if join.word == Some(Word::Or) && !join.ends {
        lists
            .iter_mut()
            .rev()
            .any(|list| set_years(&mut list.items, number));
    }
}

/// Gives the last degree among `items` its years.
fn set_years(items: &mut [Expr], number: f64) -> bool {
    for item in items.iter_mut().rev() {
        match item {
            Expr::Degree { or_years, .. } if or_years.is_none() => {
                *or_years = Some(number);
                return true;
            }
            Expr::AllOf { all_of: inner } | Expr::AnyOf { any_of: inner, .. } => {
                if set_years(inner, number) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Joins the lists of a group.
fn combine(mut lists: Vec<List>) -> Option<Expr> {
    // A list of commas takes the connector that its last step has, though words follow it.
    for at in 1..lists.len() {
        let before = lists[at].before;
        let list = &mut lists[at - 1];
        let is_bare = !list.joins.is_empty()
            && list
                .joins
                .iter()
                .all(|join| join.word.is_none() && !join.slash);
        if is_bare && !before.late && !before.ends && before.word == Some(Word::Or) {
            for join in &mut list.joins {
                join.word = Some(Word::Or);
            }
        }
    }
    let mut out: Vec<Expr> = Vec::new();
    let mut alternatives: Vec<Expr> = Vec::new();
    for mut list in lists {
        let before = list.before;
        if let Some(number) = list.years
            && before.word == Some(Word::Or)
            && alternatives.is_empty()
        {
            set_years(&mut list.items, number);
        }
        let Some(expr) = list.expr() else { continue };
        if before.word == Some(Word::Or) && !before.ends {
            alternatives.push(expr);
        } else {
            out.extend(any_of(std::mem::take(&mut alternatives)));
            alternatives.push(expr);
        }
    }
    out.extend(any_of(alternatives));
    all_of(out)
}

impl List {
    /// Takes away the items at the end that only name the sort of thing that examples after them
    /// belong to: the last of them, and what stood before the first.
    fn drop_headings(&mut self) -> (Option<Expr>, Option<Join>) {
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
    fn is_headed_by(&self, join: &Join, inside: &Expr) -> bool {
        let open = matches!(inside, Expr::AnyOf { open: true, .. });
        (self.vague > 0 && open || self.at_least.is_some() && self.items.len() == 1)
            && join.word.is_none()
            && !join.comma
            && !join.ends
    }

    /// The list as one expression.
    fn expr(mut self) -> Option<Expr> {
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
fn any_of(branches: Vec<Expr>) -> Option<Expr> {
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
fn all_of(branches: Vec<Expr>) -> Option<Expr> {
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

fn flat_all(branches: Vec<Expr>) -> Expr {
    all_of(branches).unwrap_or(Expr::AllOf { all_of: Vec::new() })
}

#[cfg(test)]
mod tests;
