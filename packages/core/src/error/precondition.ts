import { type Actor } from './actor.js'
import { type Precondition } from './domain-error.js'
import { type Bilingual, bilingual } from './language.js'
import { type Message, messageFields } from './message.js'

interface PreconditionFacts extends Message {
  readonly actor: Actor
  readonly hint: Bilingual
}

/**
 * Says what is wrong at the vendor, who must put it right, and how.
 */
export const preconditionFacts = (precondition: Precondition): PreconditionFacts => {
  switch (precondition) {
    case 'not-a-mini-program':
      return {
        ...messageFields('the account is not a mini program', '该账号不是小程序'),
        actor: 'caller',
        hint: bilingual('Use the id and token of a mini program.', '请使用小程序的 AppId 和令牌。'),
      }
    case 'personal-account':
      return {
        ...messageFields(
          'mini programs of individuals cannot have webview domains',
          '个人主体的小程序不能设置业务域名',
        ),
        actor: 'merchant',
        hint: bilingual('The merchant must register the mini program as a company.', '商家须将小程序主体变更为企业。'),
      }
    case 'platform-unpublished':
      return {
        ...messageFields('the platform has not been published', '第三方平台尚未全网发布'),
        actor: 'platform',
        hint: bilingual(
          'Publish the platform, or set `pool: "testing"` in the config.',
          '请全网发布第三方平台，或在配置中设置 pool: "testing"。',
        ),
      }
    case 'pool-empty':
      return {
        ...messageFields('the platform pool has no domains', '平台域名池中没有域名'),
        actor: 'platform',
        hint: bilingual('Register domains at the platform first.', '请先在第三方平台登记域名。'),
      }
    case 'confirm-file':
      return {
        ...messageFields('the confirm file was not found, or differs', '校验文件不存在或内容不符'),
        actor: 'platform',
        hint: bilingual(
          'Put the confirm file at the root of the domain, byte for byte, without redirects or hidden characters.',
          '请把校验文件原样放到域名根目录，不要跳转，也不要带隐藏字符。',
        ),
      }
    case 'account-blocked':
      return {
        ...messageFields('the account is blocked, frozen or deleted', '该账号已被封禁、冻结或注销'),
        actor: 'merchant',
        hint: bilingual('The merchant must clear the account with the vendor.', '请商家联系厂商恢复账号。'),
      }
    case 'app-missing':
      return {
        ...messageFields('the vendor knows no such app', '厂商没有该小程序'),
        actor: 'caller',
        hint: bilingual('Check the app id and its token.', '请检查小程序的 AppId 与令牌。'),
      }
  }
}
