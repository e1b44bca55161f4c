/** Replaced by the servers that the tests need. */
export default function setup() {}
