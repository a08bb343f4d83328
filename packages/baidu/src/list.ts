import { type Kind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { type ListShape, fieldsOf } from './list-shape.js'
import { listingReading } from './listing.js'
import { formRequest } from './codecs.js'
import { type Session } from './config.js'
import { adoptReading, writeReading } from './write-reply.js'
import { costIn } from './write-steps.js'
import { writing } from './writing.js'

/**
 * Makes the driver of a list. All four work alike: one endpoint, an `action`, comma strings in, a listing out
 * (docs/vendors/baidu.md B.1, B.2).
 */
export const listDriver = <K extends Kind>({ client, readings }: Session, shape: ListShape<K>): ListDriver<K> => {
  const { path } = shape.endpoint
  const get = formRequest(path, 'read', [['action', 'get']])
  // The call with no action (docs/vendors/baidu.md B.1.1). Nothing else here sends a body without one.
  const adopt = formRequest(path, 'write', [])
  const listing = listingReading(shape, readings)
  const written = {
    add: writeReading<K>(shape.endpoint, readings, 'add'),
    delete: writeReading<K>(shape.endpoint, readings, 'delete'),
    set: writeReading<K>(shape.endpoint, readings, 'set'),
  }
  const adopted = adoptReading<K>(shape.endpoint, readings)
  return {
    read: (call) => client.send(call, get, listing),
    write: (call, operation) =>
      writing(
        shape,
        readings,
        ({ action, kinds, domains }) => {
          const fields = fieldsOf(shape, kinds, domains)
          return client.send(call, formRequest(path, 'write', [['action', action], ...fields]), written[action])
        },
        client.send(call, adopt, adopted),
        operation,
      ),
    cost: costIn(shape, readings),
  }
}
