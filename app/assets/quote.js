// Shows a person's words with the ones that count marked. Words are set as text, never as markup.
export default function ({ data, parentElement }) {
  const quote = parentElement.querySelector("blockquote");
  quote.replaceChildren(
    ...data.segments.map(({ text, mark }) => {
      const node = document.createElement(mark ? "mark" : "span");
      node.textContent = text;
      return node;
    }),
  );
}
