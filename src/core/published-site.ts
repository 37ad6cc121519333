/** Where the index is published; ends in `/`. It is compiled into clients. */
export const PUBLISHED_SITE = 'https://cozystack.github.io/packages-index/'
