/**
 * Opens a text file and gives its lines, without their ends. May throw where there is no such file.
 */
export type OpenLines = (path: string) => AsyncIterable<string>
