/** Imports run one way: protocol <- {link, faces} <- {kiosk, console}, and protocol <- link <- controller. */
const only = (name, from, allowed) => ({
  name, severity: 'error', from: { path: `^${from}/` },
  to: { path: '^(protocol|link|faces|controller|kiosk|console|playlists|site|test|tools)/', pathNot: `^(${[from, ...allowed].join('|')})/` },
})
module.exports = {
  forbidden: [
    only('protocol-imports-nothing', 'protocol', []),
    only('link-imports-protocol', 'link', ['protocol']),
    only('faces-import-protocol', 'faces', ['protocol']),
    only('kiosk-imports', 'kiosk', ['protocol', 'link', 'faces']),
    only('console-imports', 'console', ['protocol', 'link', 'faces']),
    only('controller-imports', 'controller', ['protocol', 'link', 'playlists', 'site']),
    only('playlists-import-protocol', 'playlists', ['protocol']),
    only('site-imports-protocol', 'site', ['protocol']),
    { name: 'protocol-is-pure', severity: 'error', from: { path: '^protocol/' }, to: { dependencyTypes: ['core'] } },
    { name: 'device-has-no-face', severity: 'error', from: { path: '^kiosk/device/' }, to: { path: '(^kiosk/(app|touch)/|\\.svelte$|node_modules/svelte)' } },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'no-strays', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(virtual:|\\$)' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    moduleSystems: ['es6'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'svelte', 'browser', 'node', 'default', 'types'] },
  },
}
