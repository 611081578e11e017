// To the clipboard in two forms, so that a word processor takes the one and a text editor the other.

/**
 * Soon after the click or the key that asked for it, as browsers want it; works on a plain http:// hub, too.
 * @param {string} plain @param {string} rich HTML in which every text has been escaped
 */
export async function copyBoth(plain, rich) {
  /** @param {ClipboardEvent} e */
  const put = (e) => {
    e.preventDefault();
    e.stopImmediatePropagation();
    e.clipboardData?.setData("text/plain", plain);
    e.clipboardData?.setData("text/html", rich);
    done = true;
  };
  let done = false;
  document.addEventListener("copy", put, { capture: true });
  document.execCommand("copy");
  document.removeEventListener("copy", put, { capture: true });
  if (done) return;
  if (!navigator.clipboard || !window.isSecureContext) throw new Error("this browser did not allow copying");
  /** @param {string} type @param {string} text */
  const blob = (type, text) => new Blob([text], { type });
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob("text/plain", plain), "text/html": blob("text/html", rich) })]);
}
