const SAFE_SCHEME = /^(?:https?|tg|mailto|tel):/iu;

/** Links that a chat program may open; scripts, files and what is relative to nothing are not among them. */
export const isSafeLink = (href: string): boolean => SAFE_SCHEME.test(href) && !/\s/u.test(href);

const essence = (link: string): string =>
  link
    .replace(/^(?:https?:\/\/|mailto:|tel:)/iu, '')
    .replace(/\/$/u, '')
    .toLowerCase();

/** Whether a label already says where its link leads. */
export const saysItself = (label: string, href: string): boolean => essence(label.trim()) === essence(href);
