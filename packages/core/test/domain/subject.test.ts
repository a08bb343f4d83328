import { appSubject, platformSubject, subjectName } from '../../src/domain/subject.js'

test('a subject is named for people and for keys', () => {
  expect(subjectName(appSubject('wx0123'))).toBe('app wx0123')
  expect(subjectName(platformSubject)).toBe('platform')
})
