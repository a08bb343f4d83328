const relative = /^\.{1,2}\/.*\.js$/

/**
 * Finds the source of a file that is imported by the name of what it is compiled to. Unlike what `moduleNameMapper` gives, jest
 * remembers the answer for the test files that follow.
 */
module.exports = (request, options) => {
  const isSource = relative.test(request) && !options.basedir.includes('/node_modules/')
  return options.defaultResolver(isSource ? request.replace(/js$/, 'ts') : request, options)
}
