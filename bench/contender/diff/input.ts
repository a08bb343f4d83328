const domain = (index: number): string => `https://www${index}.example.com`

/**
 * What is listed: twenty domains.
 */
export const listed: ReadonlyArray<string> = Array.from({ length: 20 }, (_, index) => domain(index))

/**
 * What is wanted: twenty domains, fifteen of them listed.
 */
export const desired: ReadonlyArray<string> = Array.from({ length: 20 }, (_, index) => domain(index + 5))
