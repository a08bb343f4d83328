import { matchNames } from '../../src/lists/match-names.js'

describe('the domain that a name in a reply matches', () => {
  it.each([
    ['named as it was sent', 'https://a.qq.com'],
    ['with a slash at its end', 'https://a.qq.com/'],
    ['in capitals', 'HTTPS://A.QQ.COM'],
    ['bare', 'a.qq.com'],
    ['under the scheme of another kind', 'wss://a.qq.com'],
    ['with two schemes', 'wss://https://a.qq.com'],
    ['with a path', 'https://a.qq.com/api?x=1'],
    ['with white space', ' https://a.qq.com '],
    ['with the port that is understood', 'https://a.qq.com:443'],
  ])('is found where it is %s', (_, name) => {
    expect(matchNames('request', ['https://b.qq.com', 'https://a.qq.com'], [])([name])).toEqual(['https://a.qq.com'])
  })

  it('is the one with the port where the port is named, and every one of the host where it is not', () => {
    const sent = ['https://a.qq.com', 'https://a.qq.com:8443', 'https://a.qq.com:9443']
    expect(matchNames('request', sent, [])(['https://a.qq.com:8443'])).toEqual(['https://a.qq.com:8443'])
    expect(matchNames('request', sent.slice(1), [])(['a.qq.com'])).toEqual(sent.slice(1))
  })

  it('is found by an international name in either spelling', () => {
    expect(matchNames('socket', ['wss://xn--fsqu00a.com'], [])(['wss://https://例子.com'])).toEqual([
      'wss://xn--fsqu00a.com',
    ])
  })

  it('is none where another host is named, a parent or a child included', () => {
    expect(matchNames('request', ['https://a.qq.com'], [])(['qq.com', 'x.a.qq.com', '', '://', 'null'])).toEqual([])
  })

  it('is told once', () => {
    expect(matchNames('request', ['https://a.qq.com'], [])(['a.qq.com', 'https://a.qq.com'])).toEqual([
      'https://a.qq.com',
    ])
  })
})
