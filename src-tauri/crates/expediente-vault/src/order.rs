//! Order keys: each row carries its own place, so that a move rewrites one row and no list of all.

use std::collections::BTreeMap;

use fractional_index::FractionalIndex;

/// Gives every id of `order` a key so that the keys ascend, changing as few as can be. Ids that are not in `order` lose
/// their key. Returns the ids whose key is new.
pub fn settle<K: Ord + Copy>(keys: &mut BTreeMap<K, FractionalIndex>, order: &[K]) -> Vec<K> {
    let kept = longest_ascent(keys, order);
    let mut settled = BTreeMap::new();
    let mut new = Vec::new();
    let mut before: Option<FractionalIndex> = None;
    let mut upcoming = kept.iter().copied().peekable();
    for (at, id) in order.iter().enumerate() {
        let key = if upcoming.next_if_eq(&at).is_some() {
            keys.get(id).cloned()
        } else {
            let after = upcoming
                .peek()
                .and_then(|&next| order.get(next))
                .and_then(|next| keys.get(next));
            new.push(*id);
            FractionalIndex::new(before.as_ref(), after)
        };
        let key = key.unwrap_or_default();
        before = Some(key.clone());
        settled.insert(*id, key);
    }
    *keys = settled;
    new
}

/// Positions in `order` of the longest run of ids whose present keys ascend (patience sorting).
fn longest_ascent<K: Ord + Copy>(keys: &BTreeMap<K, FractionalIndex>, order: &[K]) -> Vec<usize> {
    let key = |at: usize| order.get(at).and_then(|id| keys.get(id));
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; order.len()];
    for at in 0..order.len() {
        let Some(own) = key(at) else { continue };
        let pile = tails.partition_point(|&tail| key(tail).is_some_and(|key| key < own));
        if let Some(slot) = previous.get_mut(at) {
            *slot = pile
                .checked_sub(1)
                .and_then(|below| tails.get(below))
                .copied();
        }
        match tails.get_mut(pile) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut run = Vec::with_capacity(tails.len());
    let mut next = tails.last().copied();
    while let Some(at) = next {
        run.push(at);
        next = previous.get(at).copied().flatten();
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A move among 1,000 exhibits must rewrite one row: an order list of 1,000 ids is what sled loses.
    #[test]
    fn a_move_changes_one_key() {
        let mut keys = BTreeMap::new();
        let mut order: Vec<u32> = (0..1000).collect();
        assert_eq!(settle(&mut keys, &order).len(), 1000);
        for (from, to) in [(999, 0), (0, 999), (500, 3), (3, 4)] {
            let moved = order.remove(from);
            order.insert(to, moved);
            let new = settle(&mut keys, &order);
            assert_eq!(new.len(), 1, "{from} to {to}");
            let mut by_key = order.clone();
            by_key.sort_by_key(|id| keys[id].clone());
            assert_eq!(by_key, order);
        }
        order.drain(10..20);
        assert!(settle(&mut keys, &order).is_empty());
        assert_eq!(keys.len(), 990);
    }
}
