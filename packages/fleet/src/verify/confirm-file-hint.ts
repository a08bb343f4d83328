import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import { type FetchFault } from './fetch-fault.js'

/**
 * What is wrong with a confirm file as it is served: why no reply came, or what is wrong with the reply.
 */
export type ConfirmFileFault =
  | FetchFault
  | 'redirect'
  | 'forbidden'
  | 'busy'
  | 'status'
  | 'too-large'
  | 'html'
  | 'json'
  | 'compressed'
  | 'empty'
  | 'bom'
  | 'hidden-characters'
  | 'trailing-newline'
  | 'white-space'
  | 'altered'
  | 'no-confirm-file'
  | 'other-content'

const fixed: Readonly<
  Record<Exclude<ConfirmFileFault, 'redirect' | 'forbidden' | 'busy' | 'status' | 'hidden-characters'>, Bilingual>
> = {
  address: bilingual('This is not a host: write it as www.example.com.', '主机名无效：应形如 www.example.com。'),
  dns: bilingual(
    'DNS does not resolve this name: check its spelling and its A or AAAA record; a new record takes a while.',
    'DNS 无法解析该域名：请检查拼写及 A/AAAA 记录；新增记录需等待生效。',
  ),
  refused: bilingual(
    'The connection is refused: nothing listens on this port. Start the web server with HTTPS on port 443; plain HTTP on port 80 does not do.',
    '连接被拒绝：该端口无服务监听。请在 443 端口启用 HTTPS；仅有 80 端口的 HTTP 不可用。',
  ),
  unreachable: bilingual(
    'There is no route to the address of this name: check the record in DNS (a private address?) and the network.',
    '无法到达该域名解析出的地址：请检查解析记录（是否为内网地址）与网络。',
  ),
  timeout: bilingual(
    'No reply in time: a firewall or security group drops what comes to port 443, or the server is too slow.',
    '响应超时：防火墙或安全组可能丢弃了 443 端口的请求，或服务器过慢。',
  ),
  'cut-off': bilingual(
    'The server, or something before it, closed the connection without a whole reply: check the load balancer, the firewall and, in mainland China, whether the domain has its ICP filing.',
    '服务器或中间设备未返回完整响应便断开连接：请检查负载均衡与防火墙；中国大陆服务器还需确认域名已完成 ICP 备案。',
  ),
  'certificate-name': bilingual(
    'The certificate is for another name: install one that names this host.',
    '证书的域名不匹配：请安装包含该域名的证书。',
  ),
  'certificate-date': bilingual(
    'The certificate has expired or is not valid yet: renew it, and check the clock of this machine.',
    '证书已过期或尚未生效：请更新证书，并检查本机时间。',
  ),
  'certificate-self-signed': bilingual(
    'The certificate is self-signed: install one of a public authority.',
    '证书为自签名：请安装受信任机构签发的证书。',
  ),
  'certificate-chain': bilingual(
    'The chain of the certificate ends at no issuer that is trusted here: serve the intermediate certificates too (fullchain.pem), and use a public authority.',
    '证书链不完整或签发者不受信任：请一并部署中间证书（fullchain.pem），并使用公共机构签发的证书。',
  ),
  certificate: bilingual(
    'The certificate cannot be used (revoked, or not made for a web server): install a new one.',
    '证书不可用（已吊销或用途不符）：请更换证书。',
  ),
  'no-tls': bilingual(
    'This port speaks plain HTTP, not HTTPS: turn TLS on for it.',
    '该端口提供的是 HTTP 而非 HTTPS：请启用 TLS。',
  ),
  tls: bilingual(
    'The TLS handshake failed: offer TLS 1.2 or 1.3 with a certificate for this host.',
    'TLS 握手失败：请启用 TLS 1.2 或 1.3，并为该域名配置证书。',
  ),
  encoding: bilingual(
    'The reply says it is compressed and cannot be unpacked: turn compression off for this file.',
    '响应声明为压缩内容但无法解压：请对该文件关闭压缩。',
  ),
  'no-reply': bilingual(
    'No reply over HTTPS: check DNS, the certificate and the firewall.',
    'HTTPS 无响应：请检查域名解析、证书与防火墙。',
  ),
  'too-large': bilingual('Serve only the file: this is far too long.', '请只返回校验文件内容：目前内容过长。'),
  html: bilingual(
    'Serve the file as plain text; now a web page comes (a catch-all route, or a login page?).',
    '请以纯文本返回文件；目前返回的是网页（可能被前端路由或登录页接管）。',
  ),
  json: bilingual(
    'An API answers here with JSON, not the file: let the path of the file go past the gateway to a static file.',
    '此处返回的是接口的 JSON 而非文件：请在网关中放行该文件路径，直接返回静态文件。',
  ),
  compressed: bilingual(
    'The file comes compressed and is not marked so: upload it uncompressed.',
    '返回的是压缩后的文件：请上传未压缩的原文件。',
  ),
  empty: bilingual('The file is empty: upload it again in binary mode.', '文件为空：请以二进制方式重新上传。'),
  bom: bilingual('Save the file as UTF-8 without BOM.', '请将文件另存为不带 BOM 的 UTF-8 格式。'),
  'trailing-newline': bilingual('Remove the line break at the end of the file.', '请去掉文件末尾的换行。'),
  'white-space': bilingual('Remove the blanks around the content.', '请去掉内容前后的空白。'),
  altered: bilingual(
    'The file is the right one, but its content was altered on the way (something added, cut off or written in other letters): upload it again unchanged, and turn off what a CDN or proxy injects.',
    '文件正确，但内容被改动（有增添、缺失或大小写变化）：请原样重新上传，并关闭 CDN 或代理的内容注入。',
  ),
  'no-confirm-file': bilingual(
    'What comes is no confirm file: let the server serve the file itself at this path.',
    '返回的不是校验文件：请让服务器在该路径直接返回文件。',
  ),
  'other-content': bilingual(
    'This is the file of another app, platform or vendor: take the right one.',
    '内容不符：这是其他小程序、平台或厂商的文件，请换成正确的文件。',
  ),
}

/**
 * Says how to fix a fault. The detail is a status, an address or a list of characters, where the fault has one.
 */
export const hintOf = (fault: ConfirmFileFault, detail: string): Bilingual => {
  if (fault === 'redirect')
    return bilingual(
      `Serve the file itself with status 200; now it redirects to ${detail}. Vendors follow no redirects.`,
      `请直接以 200 返回文件；目前跳转到 ${detail}，厂商不跟随跳转。`,
    )
  if (fault === 'forbidden')
    return bilingual(
      `The server refuses access with status ${detail}: let everybody read this path, in the firewall (WAF), in the rules against bots and hotlinking, and in the rights of the file.`,
      `服务器以状态码 ${detail} 拒绝访问：请在 WAF、防爬与防盗链规则以及文件权限中放行该路径。`,
    )
  if (fault === 'busy')
    return bilingual(
      `The server fails with status ${detail}: fix it, or lift its limit of requests, then try again.`,
      `服务器返回状态码 ${detail}：请排查服务故障或放宽限流后重试。`,
    )
  if (fault === 'status')
    return bilingual(
      `Put the file at the root of the domain; now the status is ${detail}.`,
      `请把文件放在域名根目录；目前状态码为 ${detail}。`,
    )
  if (fault === 'hidden-characters')
    return bilingual(
      `Remove the characters that do not show (${detail}): download the file again and upload it unchanged.`,
      `请去除不可见字符（${detail}）：重新下载文件，不经编辑直接上传。`,
    )
  return fixed[fault]
}
