package io.graphstead.engine.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of an answer is a graph.
 *
 * @param edges whose both ends are among the nodes
 * @param whole whether nothing was left out because there was too much
 */
public record GraphPicture(List<Node> nodes, List<Edge> edges, boolean whole) {
    /** More than that nobody can look at. */
    public static final int MOST_NODES = 300;

    private static final int MOST_EDGES = 900;

    public GraphPicture {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * A thing.
     *
     * @param kind its label or type; empty text for none
     * @param caption what it is called in the picture
     * @param properties in the notation of the language
     */
    public record Node(String id, String kind, String caption, Map<String, String> properties) {
        public Node {
            properties = Map.copyOf(properties);
        }
    }

    /** What joins two of them. */
    public record Edge(String id, String from, String to, String kind, Map<String, String> properties) {
        public Edge {
            properties = Map.copyOf(properties);
        }
    }

    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** Collects what is seen in the values of an answer, each thing once. */
    public static final class Painter {
        private final Map<String, Node> nodes = new LinkedHashMap<>();
        private final Map<String, Edge> edges = new LinkedHashMap<>();
        private boolean whole = true;

        public void node(Node node) {
            if (nodes.containsKey(node.id()) || nodes.size() < MOST_NODES) {
                nodes.putIfAbsent(node.id(), node);
            } else {
                whole = false;
            }
        }

        public void edge(Edge edge) {
            if (edges.containsKey(edge.id()) || edges.size() < MOST_EDGES) {
                edges.putIfAbsent(edge.id(), edge);
            } else {
                whole = false;
            }
        }

        public GraphPicture picture() {
            List<Edge> joined = new ArrayList<>();
            for (Edge edge : edges.values()) {
                if (nodes.containsKey(edge.from()) && nodes.containsKey(edge.to())) {
                    joined.add(edge);
                }
            }
            return new GraphPicture(List.copyOf(nodes.values()), joined, whole);
        }
    }
}
