FROM busybox:stable AS deps
RUN --mount=type=tmpfs,target=/burn head -c 4194304 /dev/zero >/burn/zeros && i=0 && while [ $i -lt 250 ]; do sha256sum /burn/zeros >/dev/null; i=$((i+1)); done && head -c 5000000 /dev/urandom >/payload

FROM deps AS one
COPY one.txt /one.txt
RUN --mount=type=tmpfs,target=/burn head -c 4194304 /dev/zero >/burn/zeros && i=0 && while [ $i -lt 125 ]; do sha256sum /burn/zeros >/dev/null; i=$((i+1)); done && sha256sum /one.txt >/one

FROM deps AS two
COPY two.txt /two.txt
RUN --mount=type=tmpfs,target=/burn head -c 4194304 /dev/zero >/burn/zeros && i=0 && while [ $i -lt 125 ]; do sha256sum /burn/zeros >/dev/null; i=$((i+1)); done && sha256sum /two.txt >/two

FROM scratch
COPY --from=deps /payload /payload
COPY --from=one /one /one
COPY --from=two /two /two
