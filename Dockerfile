# The command mini-domains, from this checkout. See deploy/README.md.
#   docker build -t mini-domains .
#   docker run --rm --read-only -v "$PWD:/work:ro" mini-domains validate
FROM node:22-bookworm-slim AS build
WORKDIR /src
COPY . .
ENV CI=true
RUN npx --yes pnpm@10 install --frozen-lockfile
RUN npx --yes pnpm@10 run build
RUN npx --yes pnpm@10 --filter @mini-domains/cli deploy --prod --legacy /app

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    MINI_DOMAINS_STORE=/var/lib/mini-domains/store.db
COPY --from=build /app /app
RUN ln -s /app/bin/mini-domains.mjs /usr/local/bin/mini-domains \
 && install -d -o node -g node -m 0700 /var/lib/mini-domains
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
# The config and its files are mounted here; nothing is written but plans and reports that are asked for.
WORKDIR /work
VOLUME /var/lib/mini-domains
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/mini-domains.mjs"]
CMD ["listen", "--host", "0.0.0.0", "--port", "8080"]
