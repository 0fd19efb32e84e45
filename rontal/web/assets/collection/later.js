// Loads a section further down when it comes near; without JavaScript its heading is a link.
export function setUpLater(section) {
  const near = new IntersectionObserver(
    async ([entry]) => {
      if (!entry.isIntersecting) return;
      near.disconnect();
      try {
        const answer = await fetch(section.dataset.later);
        if (answer.ok) show(section, await answer.text());
      } catch {
        // On failure the link in the heading remains.
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
