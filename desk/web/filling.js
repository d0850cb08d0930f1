// Lists that are drawn anew every second, and touched only where something differs: nothing
// flickers, and a screen reader is left alone.

/** Put children into an element, only those that differ from what is there. */
export function fill(element, children) {
  children.forEach((child, index) => {
    const present = element.childNodes[index];
    const next = typeof child === "string" ? document.createTextNode(child) : child;
    if (!present) element.append(next);
    else if (!present.isEqualNode(next)) present.replaceWith(next);
  });
  while (element.childNodes.length > children.length) element.lastChild.remove();
}
