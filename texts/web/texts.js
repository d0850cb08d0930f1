// Texts for a page's script: the counterpart of texts/pages.py.
// The page carries its catalogue as JSON in <script type="application/json" id="texts">.

/** Fill `%(name)s` from `params`; a placeholder without a parameter stays as it is. */
export function fill(text, params = {}) {
  return text.replace(/%\((\w+)\)s/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

/** `t` and `tn` over a catalogue: key -> text, or singular -> list of plural forms. */
export function makeTexts(catalogue) {
  return {
    t(key, params) {
      return fill(catalogue[key] ?? key, params);
    },
    tn(singular, plural, n, params = {}) {
      const forms = catalogue[singular] ?? [singular, plural];
      const form = forms.length === 1 || n === 1 ? forms[0] : forms[1];
      return fill(form, { n, ...params });
    },
  };
}

/** The texts that came with this page. */
export function pageTexts(id = "texts") {
  const element = document.getElementById(id);
  return makeTexts(element ? JSON.parse(element.textContent) : {});
}
