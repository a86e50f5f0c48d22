# Both products; --build-arg PRODUCT=agent or gateway.
ARG JDK=docker.io/library/eclipse-temurin:25-jdk-noble
ARG BASE=docker.io/library/ubuntu:noble

FROM ${JDK} AS build
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
ARG PRODUCT=gateway
# Packaged twice: the start-up cache only fits the very runtime that it was made with, so it is made with the linked one.
RUN mvn -q -B -ntp -pl agent,gateway -am -Dmaven.test.skip=true -Dtrain.skip=true package \
 && mv ${PRODUCT}/target/sluice-${PRODUCT} /product \
 && jlink --add-modules java.base,java.logging,java.management,java.naming,java.security.jgss,java.security.sasl,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs \
      --strip-debug --no-header-files --no-man-pages --compress zip-6 --generate-cds-archive --output /product/runtime \
 && mv /product /opt/sluice-${PRODUCT} \
 && sh cli/src/main/dist/train.sh /opt/sluice-${PRODUCT} sluice-${PRODUCT} ${PRODUCT}/src/main/train.yaml

FROM ${BASE}
ARG PRODUCT=gateway
COPY --from=build /opt/sluice-${PRODUCT} /opt/sluice-${PRODUCT}
RUN ln -s /opt/sluice-${PRODUCT}/bin/sluice-${PRODUCT} /sluice
# Writes nothing: run it with a read-only root.
USER 10001:10001
EXPOSE 4317 4318 8888 13133
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/sluice", "healthcheck"]
ENTRYPOINT ["/sluice"]
