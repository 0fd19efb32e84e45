// Loads a section further down when it comes near; without JavaScript its heading is a link.
export function setUpLazySection(section) {
  const observer = new IntersectionObserver(
    async ([entry]) => {
      if (!entry.isIntersecting) return;
      observer.disconnect();
      try {
        const response = await fetch(section.dataset.later);
        if (response.ok) addContent(section, await response.text());
      } catch {
        // On failure the link in the heading remains.
      }
    },
    { rootMargin: "400px" },
  );
  observer.observe(section);
}

function addContent(section, content) {
  const fragment = document.createRange().createContextualFragment(content);
  if (fragment.childElementCount) section.append(fragment);
  else section.hidden = true;
}
