import { type Kind } from '@mini-domains/core'
import { type ListDriver, listedOf } from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type ListShape, fieldsOf } from './list-shape.js'
import { listingReading } from './listing.js'
import { formRequest } from './codecs.js'
import { type Session } from './config.js'
import { copyReading, writeReading } from './write-reply.js'
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
  const copy = formRequest(path, 'write', [])
  const listing = listingReading(shape, readings)
  const written = {
    add: writeReading<K>(shape.endpoint, readings, 'add'),
    delete: writeReading<K>(shape.endpoint, readings, 'delete'),
    set: writeReading<K>(shape.endpoint, readings, 'set'),
  }
  const copied = copyReading<K>(shape.endpoint, readings)
  return {
    read: (call) => TE.map(listedOf<K>)(client.send(call, get, listing)),
    write: (call, operation) =>
      writing(
        shape,
        readings,
        ({ action, kinds, domains }) => {
          const fields = fieldsOf(shape, kinds, domains)
          return client.send(call, formRequest(path, 'write', [['action', action], ...fields]), written[action])
        },
        client.send(call, copy, copied),
        operation,
      ),
    cost: costIn(shape, readings),
  }
}
