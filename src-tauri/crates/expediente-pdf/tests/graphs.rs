//! The object copier with random graphs of objects: cycles, sharing, depth, dangling references.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod fixtures;
use std::collections::BTreeSet;

use expediente_pdf::Page;
use fixtures::*;
use proptest::collection::vec;
use proptest::prelude::*;

/// One object of a graph, and the others that it names, by index. Those beyond the end do not
/// exist.
#[derive(Clone, Debug)]
enum Node {
    /// A form with its resources.
    Form(Vec<usize>),
    /// A dictionary whose values are references, arrays of them, and dictionaries of them.
    Dict(Vec<usize>),
    /// An array.
    Array(Vec<usize>),
}

impl Node {
    fn edges(&self) -> &[usize] {
        match self {
            Self::Form(edges) | Self::Dict(edges) | Self::Array(edges) => edges,
        }
    }

    /// The object as written; `at` is its index and its mark.
    fn body(&self, at: usize) -> String {
        let reference = |edge: &usize| format!("{} 0 R", edge + FIRST);
        let all = |edges: &[usize]| edges.iter().map(reference).collect::<Vec<_>>().join(" ");
        match self {
            Self::Form(edges) => {
                let names: String = edges
                    .iter()
                    .enumerate()
                    .map(|(n, edge)| format!("/N{n} {}", reference(edge)))
                    .collect();
                let entries = format!(
                    "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<{names}>>>>"
                );
                stream(&entries, &format!("% mark-{at}-"))
            }
            Self::Dict(edges) => {
                let inner: String = edges
                    .iter()
                    .enumerate()
                    .map(|(n, edge)| format!("/K{n} {}", reference(edge)))
                    .collect();
                format!("<</Mark(mark-{at}-)/All[{}]/Inner<<{inner}>>>>", all(edges))
            }
            Self::Array(edges) => format!("[(mark-{at}-) {}]", all(edges)),
        }
    }
}

/// The first object of the graph, after the catalog, the page tree, two pages and their content.
const FIRST: usize = 6;

fn graph() -> impl Strategy<Value = Vec<Node>> {
    // Some edges lead beyond the end, to objects that do not exist.
    let edges = || vec(0usize..44, 0..5);
    vec(
        prop_oneof![
            edges().prop_map(Node::Form),
            edges().prop_map(Node::Dict),
            edges().prop_map(Node::Array)
        ],
        1..40,
    )
}

fn source(nodes: &[Node], roots: [usize; 2]) -> Vec<u8> {
    let page = |root: usize| {
        let resources = format!(
            "/Resources<</XObject<</X {0} 0 R>>/ExtGState<</G {0} 0 R>>>>",
            root + FIRST
        );
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 5 0 R{resources}>>")
    };
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>".to_owned(),
        page(roots[0]),
        page(roots[1]),
        stream("", "/X Do"),
    ];
    objects.extend(nodes.iter().enumerate().map(|(at, node)| node.body(at)));
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    pdf(&objects)
}

fn reached(nodes: &[Node], roots: [usize; 2]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<usize> = roots.to_vec();
    while let Some(at) = waiting.pop() {
        if at < nodes.len() && reached.insert(at) {
            waiting.extend(nodes[at].edges());
        }
    }
    reached
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(128)
    })]

    /// Copying any graph ends. An object that is reached is copied once, however often it is named;
    /// one that is not reached stays out; and every reference leads to an object. (The reader gives
    /// null for a missing one.)
    #[test]
    fn what_is_reached_is_copied_once(nodes in graph(), first in 0usize..40, second in 0usize..40) {
        let roots = [first, second];
        let source = open(source(&nodes, roots));
        let (out, _) = assemble(&[source], |page: Page, _| page);
        let text = String::from_utf8_lossy(&out);
        let reached = reached(&nodes, roots);
        for at in 0..nodes.len() {
            let times = text.matches(&format!("mark-{at}-")).count();
            prop_assert_eq!(times, usize::from(reached.contains(&at)), "object {} of {:?}", at, nodes);
        }
    }
}
