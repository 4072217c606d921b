/**
 * Which notes and modifiers name something that makes guests ill: in all languages of the page at once, as a waiter writes
 * in another one than the kitchen reads. Rather one too many than one too few.
 */

const ALLERGY = [
  "allerg",
  "alerg",
  "intoleran",
  "unverträglich",
  "anaphyla",
  "anafil",
  "coeliac",
  "celiac",
  "zöliak",
  "celíac",
  "cœliaque",
  "coeliaque",
  "epipen",
];
/** Named by itself it is enough. */
const ALLERGENS = [
  "gluten",
  "peanuts?",
  "\\p{L}*nuts?",
  "almonds?",
  "sesame",
  "shellfish",
  "crustaceans?",
  "molluscs?",
  "lactose",
  "lupins?",
  "sulphites?",
  "sulfites?",
  "soya?",
  "\\p{L}*nuss",
  "\\p{L}*nüssen?",
  "mandeln?",
  "sesam",
  "schalentiere?",
  "krebstiere?",
  "weichtiere?",
  "la[ck]tose",
  "lupinen?",
  "sulfite?",
  "soja",
  "frutos secos",
  "nuez",
  "nueces",
  "cacahuetes?",
  "maní",
  "almendras?",
  "avellanas?",
  "sésamo",
  "mariscos?",
  "crustáceos?",
  "moluscos?",
  "lactosa",
  "altramuz",
  "altramuces",
  "sulfitos?",
  "noix",
  "noisettes?",
  "cacahu[eè]tes?",
  "arachides?",
  "amandes?",
  "sésame",
  "fruits de mer",
  "crustacés?",
  "mollusques?",
  "lupin",
];
/** Common words of any kitchen: only where they are to be left out. */
const FOODS = [
  "milk",
  "dairy",
  "eggs?",
  "fish",
  "celery",
  "mustard",
  "wheat",
  "milch",
  "eier?",
  "fisch",
  "sellerie",
  "senf",
  "weizen",
  "leche",
  "huevos?",
  "pescado",
  "apio",
  "mostaza",
  "trigo",
  "lait",
  "œufs?",
  "oeufs?",
  "poisson",
  "céleri",
  "moutarde",
  "blé",
];
const WITHOUT = ["no", "not", "without", "free of", "ohne", "keine?n?", "sin", "sans", "pas de", "pas d['’]", "ni"];

const START = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";
const NAMED = new RegExp(
  [
    `(?:${ALLERGY.join("|")})`,
    `${START}(?:${ALLERGENS.join("|")})${END}`,
    `${START}(?:${ALLERGENS.join("|")})[- ]?(?:free|frei)`,
    `${START}(?:${FOODS.join("|")})[- ]?(?:free|frei)`,
    `${START}(?:${WITHOUT.join("|")})\\s*(?:\\p{L}+\\s+){0,2}?(?:${FOODS.join("|")})${END}`,
  ].join("|"),
  "iu",
);
const HARMLESS = /(?<![\p{L}])(?:dough?nuts?|donuts?|butternuts?|nutmegs?|coconuts?|genuss|genüsse)(?![\p{L}])/giu;

/** Whether a note or modifier names an allergy, or what people are allergic to. @param {string | null | undefined} text */
export function namesAllergen(text) {
  return NAMED.test((text ?? "").normalize("NFC").replace(HARMLESS, " "));
}
