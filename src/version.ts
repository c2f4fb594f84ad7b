/** The version of this release. A test holds it together with package.json. */
export const VERSION = '0.1.0'
