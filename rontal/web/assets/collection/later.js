// Fetches a lower section of the page when it comes within 400 pixels of the visible part. Without
// JavaScript the section's heading is a link.
export function setUpLater(section) {
  const near = new IntersectionObserver(
    async ([entry]) => {
      if (!entry.isIntersecting) return;
      near.disconnect();
      try {
        const answer = await fetch(section.dataset.later);
        if (answer.ok) show(section, await answer.text());
      } catch {
        // No network: the link in the heading still leads there.
      }
    },
    { rootMargin: "400px" },
  );
  near.observe(section);
}

function show(section, content) {
  const found = document.createRange().createContextualFragment(content);
  if (found.childElementCount) section.append(found);
  else section.hidden = true;
}
