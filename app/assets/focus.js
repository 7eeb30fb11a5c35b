// Puts the focus on the first choice when the next text is shown, so that answering needs no way back with Tab.
export default function ({ data }) {
  const root = document.documentElement;
  const before = root.dataset.nextText;
  root.dataset.nextText = data.text;
  if (before === undefined || before === data.text) return;
  // After the page has drawn the new choices.
  setTimeout(() => {
    const first = document.querySelector("[class*=st-key-choices-] input");
    first?.focus();
  }, 60);
}
