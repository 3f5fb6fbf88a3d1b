/** The same function, asked once for each object: what many rules want to know of a part is worked out for the first. */
export function onceFor<K extends object, V>(make: (part: K) => V): (part: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (part) => {
    const found = known.get(part);
    if (found !== undefined) return found.value;
    const value = make(part);
    known.set(part, { value });
    return value;
  };
}
