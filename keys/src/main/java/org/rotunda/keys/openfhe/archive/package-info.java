/**
 * Archives in the two forms of the C++ library cereal, portable binary and JSON, read and written
 * by one description of each type.
 *
 * <p>A type is a {@link org.rotunda.keys.openfhe.archive.Node}. A class is a node made of a walk
 * over its named fields, in the order of the wire; the walk ends by constructing the value.
 * Reading, a field comes from the archive; writing, it comes from the value's accessor and goes to
 * the archive. So there is one table of fields for both directions and both forms:
 *
 * <pre>{@code
 * record Point(long x, long y) {
 *   static final Node<Point> NODE =
 *       Node.object(
 *           fields -> new Point(
 *               fields.get("x", Node.U32, Point::x),
 *               fields.get("y", Node.U32, Point::y)));
 * }
 * }</pre>
 *
 * <p>What cereal keeps for a whole archive is kept by {@link
 * org.rotunda.keys.openfhe.archive.Archive}: which classes have stated their version, and the
 * numbers of shared objects and of the names of dynamic types.
 */
package org.rotunda.keys.openfhe.archive;
