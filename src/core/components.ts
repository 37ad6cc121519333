import type { Contents } from './schemas/release.ts'

/** Every variant of a release, with its PackageSource and a path such as `acme.hello/default`. */
export function variantsOf({ packageSources }: Contents) {
  return packageSources.flatMap(({ name: source, variants }) =>
    variants.map((variant) => ({ path: `${source}/${variant.name}`, source, variant })),
  )
}

/** Every component of a release, with a path such as `acme.hello/default/hello`. */
export function componentsOf(contents: Contents) {
  return variantsOf(contents).flatMap(({ path, source, variant }) =>
    variant.components.map((component) => ({
      path: `${path}/${component.name}`,
      source,
      variant: variant.name,
      component,
    })),
  )
}

/** The components of a release that ask for relaxed pod security. */
export function privilegedOf(contents: Contents) {
  return componentsOf(contents).filter(({ component }) => component.privileged)
}
