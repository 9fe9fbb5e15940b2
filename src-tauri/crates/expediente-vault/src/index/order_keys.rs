//! Order keys: each row carries its own position, so a move rewrites one row and not a whole list.

use std::collections::BTreeMap;

use fractional_index::FractionalIndex;

/// Gives every id of `order` a key so that the keys ascend, and drops the keys of all other ids.
/// Returns the ids whose key is new, or `None` where a key does not fit between its neighbors.
///
/// As few keys as possible change. The ids whose present keys already ascend in the new order keep
/// them, and the longest such run is found by patience sorting. Every other id gets a new key
/// between its left neighbor and the next id that keeps its key; a fractional index always has room
/// between two keys. A move of one id among 1,000 therefore changes one key.
pub fn assign<K: Ord + Copy>(
    keys: &mut BTreeMap<K, FractionalIndex>,
    order: &[K],
) -> Option<Vec<K>> {
    let mut kept = longest_ascent(keys, order).into_iter().peekable();
    let mut assigned = BTreeMap::new();
    let mut new = Vec::new();
    let mut before: Option<FractionalIndex> = None;
    for (at, id) in order.iter().enumerate() {
        let key = match kept.next_if(|(kept, _)| *kept == at) {
            Some((_, key)) => key,
            None => {
                new.push(*id);
                FractionalIndex::new(before.as_ref(), kept.peek().map(|(_, key)| key))?
            }
        };
        before = Some(key.clone());
        assigned.insert(*id, key);
    }
    *keys = assigned;
    Some(new)
}

/// The longest run of ids whose present keys ascend, as positions in `order` with their keys.
///
/// Patience sorting: each key goes on the leftmost pile whose top is not smaller, and remembers the
/// top of the pile to its left. The tops ascend, so the pile is found by bisection, and the chain
/// from the last top back is a longest ascent.
fn longest_ascent<K: Ord>(
    keys: &BTreeMap<K, FractionalIndex>,
    order: &[K],
) -> Vec<(usize, FractionalIndex)> {
    let positions = order.iter().enumerate();
    // New ids have no key yet.
    let keyed: Vec<(usize, &FractionalIndex)> = positions
        .filter_map(|(at, id)| Some((at, keys.get(id)?)))
        .collect();
    // Both hold indices into `keyed`.
    let mut tops: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(keyed.len());
    for (index, (_, own)) in keyed.iter().enumerate() {
        let pile = tops.partition_point(|&top| keyed.get(top).is_some_and(|(_, key)| key < own));
        let left = pile.checked_sub(1).and_then(|left| tops.get(left));
        previous.push(left.copied());
        match tops.get_mut(pile) {
            Some(top) => *top = index,
            None => tops.push(index),
        }
    }
    let mut run = Vec::with_capacity(tops.len());
    let mut next = tops.last().copied();
    while let Some(index) = next {
        run.extend(keyed.get(index).map(|&(at, key)| (at, key.clone())));
        next = previous.get(index).copied().flatten();
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A move among 1,000 exhibits must rewrite one row: sled loses rows as long as a list of
    /// 1,000 ids.
    #[test]
    fn a_move_changes_one_key() {
        let mut keys = BTreeMap::new();
        let mut order: Vec<u32> = (0..1000).collect();
        assert_eq!(assign(&mut keys, &order).unwrap().len(), 1000);
        for (from, to) in [(999, 0), (0, 999), (500, 3), (3, 4)] {
            let moved = order.remove(from);
            order.insert(to, moved);
            let new = assign(&mut keys, &order).unwrap();
            assert_eq!(new.len(), 1, "{from} to {to}");
            let mut by_key = order.clone();
            by_key.sort_by_key(|id| keys[id].clone());
            assert_eq!(by_key, order);
        }
        order.drain(10..20);
        assert!(assign(&mut keys, &order).unwrap().is_empty());
        assert_eq!(keys.len(), 990);
    }
}
