/** The four actions every domain endpoint knows. */
export const actions = ['add', 'delete', 'set', 'get'] as const

/** One of them. */
export type Action = (typeof actions)[number]

/** Reads an action from what was sent; anything but the four names is `undefined`. */
export const readAction = (value: unknown): Action | undefined => actions.find((action) => action === value)

/** An action that writes. */
export type Write = Exclude<Action, 'get'>
