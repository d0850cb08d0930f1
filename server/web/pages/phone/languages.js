// What each language calls itself, for the switch. See texts.LANGUAGES.
export const LANGUAGE_NAMES = { id: "Bahasa Indonesia", en: "English" };
